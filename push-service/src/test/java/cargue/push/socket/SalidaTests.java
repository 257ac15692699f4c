package cargue.push.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SalidaTests {

    private static final long PLENTY = Long.MAX_VALUE / 2;
    private static final byte TEXT = (byte) 0x81;
    private static final byte PONG = (byte) 0x8a;
    private static final byte CLOSE = (byte) 0x88;
    private static final String GOOD = "good 1, bad 0";
    private static final String BAD = "good 0, bad 1";
    private static final String NOTHING = "good 0, bad 0";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** After how many bytes of a message's frame the system takes no more. */
    static IntStream cuts() {
        return IntStream.range(0, frame(TEXT, "first").remaining());
    }

    @Test
    void aMessageThatTheSystemTakesIsAcceptedWithinTheCall() {
        Cable cable = new Cable(PLENTY);
        Told told = new Told();

        new Salida(cable).message(frame(TEXT, "first"), told);

        assertThat(told).hasToString(GOOD);
        assertThat(frames(cable)).containsExactly("81 first");
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aMessageThatIsCutIsFinishedLaterByteByByteAndAcceptedOnce(int cut) {
        Cable cable = new Cable(cut);
        ByteBuffer shared = frame(TEXT, "first");
        Told told = new Told();
        new Salida(cable).message(shared, told);
        shared.clear().put(new byte[shared.capacity()]); // the buffer is used for the next message

        for (int at = cut; at < shared.capacity(); at++) {
            assertThat(told).hasToString(NOTHING);
            cable.take(1);
        }

        assertThat(told).hasToString(GOOD);
        assertThat(frames(cable)).containsExactly("81 first");
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aPongGoesAfterTheMessageUnderWayAndBeforeTheOneThatWaits(int cut) {
        Cable cable = new Cable(cut);
        Salida salida = new Salida(cable);
        Told first = new Told();
        Told second = new Told();
        Told pong = new Told();
        salida.control(frame(PONG, "start"), Callback.NOOP); // so that a message can wait behind a frame under way
        salida.message(frame(TEXT, "first"), first);
        cable.take(frame(PONG, "start").remaining());
        salida.control(frame(PONG, "pong"), pong);

        assertThat(List.of(first, pong)).hasToString("[" + NOTHING + ", " + NOTHING + "]");
        cable.take(frame(TEXT, "first").remaining() - cut);
        assertThat(first).hasToString(GOOD);
        assertThat(pong).hasToString(NOTHING);
        salida.message(frame(TEXT, "second"), second);
        salida.control(frame(PONG, "later"), Callback.NOOP);
        cable.take(PLENTY);

        assertThat(List.of(pong, second)).hasToString("[" + GOOD + ", " + GOOD + "]");
        assertThat(frames(cable)).containsExactly("8a start", "81 first", "8a pong", "8a later", "81 second");
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aCloseGoesAfterAMessageThatWaitsAndNothingAfterIt(int cut) {
        Cable cable = new Cable(cut);
        Salida salida = new Salida(cable);
        Told message = new Told();
        Told close = new Told();
        Told pongAfter = new Told();
        Told closeAfter = new Told();
        salida.control(frame(PONG, "start"), Callback.NOOP);
        salida.message(frame(TEXT, "farewell"), message);
        salida.close(frame(CLOSE, "bye"), close);
        salida.control(frame(PONG, "late"), pongAfter);
        salida.close(frame(CLOSE, "again"), closeAfter);
        cable.take(PLENTY);

        assertThat(List.of(message, close, pongAfter, closeAfter))
                .hasToString(List.of(GOOD, GOOD, BAD, BAD).toString());
        assertThat(frames(cable)).containsExactly("8a start", "81 farewell", "88 bye");
    }

    @Test
    void aMessageAfterACloseIsAcceptedAndNotWritten() {
        Cable cable = new Cable(0);
        Salida salida = new Salida(cable);
        salida.close(frame(CLOSE, "bye"), Callback.NOOP);
        Told during = new Told();
        Told after = new Told();

        salida.message(frame(TEXT, "late"), during);
        assertThat(during).hasToString(GOOD);
        cable.take(PLENTY);
        salida.message(frame(TEXT, "later"), after);

        assertThat(after).hasToString(GOOD);
        assertThat(frames(cable)).containsExactly("88 bye");
    }

    @Test
    void oneControlFrameMoreThanMayWaitFails() {
        Cable cable = new Cable(1);
        Salida salida = new Salida(cable);
        salida.message(frame(TEXT, "first"), new Told());
        List<Told> waiting =
                Stream.generate(Told::new).limit(Salida.MOST_CONTROL).toList();
        Told over = new Told();

        waiting.forEach(told -> salida.control(frame(PONG, "pong"), told));
        salida.control(frame(PONG, "over"), over);

        assertThat(waiting).allSatisfy(told -> assertThat(told).hasToString(NOTHING));
        assertThat(over).hasToString(BAD);
        cable.take(PLENTY);
        assertThat(waiting).allSatisfy(told -> assertThat(told).hasToString(GOOD));
        assertThat(frames(cable))
                .hasSize(1 + Salida.MOST_CONTROL)
                .startsWith("81 first", "8a pong")
                .doesNotContain("8a over");
    }

    /** It would have replaced the one that waits, whose sender was never told. */
    @Test
    void aSecondMessageThatWouldWaitIsRefusedAndTheFirstIsWritten() {
        Cable cable = new Cable(0);
        Salida salida = new Salida(cable);
        Told first = new Told();
        salida.control(frame(PONG, "start"), Callback.NOOP);
        salida.message(frame(TEXT, "first"), first);

        assertThatThrownBy(() -> salida.message(frame(TEXT, "second"), new Told()))
                .isInstanceOf(WritePendingException.class);

        cable.take(PLENTY);
        assertThat(first).hasToString(GOOD);
        assertThat(frames(cable)).containsExactly("8a start", "81 first");
    }

    @Test
    void aSocketThatFailsWithinTheCallTellsTheSenderOnceAndTakesNoMore() {
        Cable cable = new Cable(0);
        Salida salida = new Salida(cable);
        cable.breakNow(new IOException("reset"));
        Told message = new Told();
        Told pong = new Told();
        Told close = new Told();

        salida.message(frame(TEXT, "first"), message);
        salida.control(frame(PONG, "pong"), pong);
        salida.close(frame(CLOSE, "bye"), close);

        assertThat(List.of(message, pong, close))
                .hasToString(List.of(BAD, BAD, BAD).toString());
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aFailureOfTheEndpointTellsEachWhoWaitsOnce(int cut) {
        Crowded crowded = new Crowded(cut);

        crowded.cable.breakNow(new IOException("reset"));

        assertThat(crowded.all).allSatisfy(told -> assertThat(told).hasToString(BAD));
        crowded.salida.fail(new IOException("closed"));
        assertThat(crowded.all).allSatisfy(told -> assertThat(told).hasToString(BAD));
    }

    @Test
    void aConnectionThatEndedTellsEachWhoWaitsOnceAndTheEndpointTheOneUnderWay() {
        Crowded crowded = new Crowded(1);

        crowded.salida.fail(new IOException("closed"));

        assertThat(crowded.all.get(0)).hasToString(NOTHING);
        assertThat(crowded.all.subList(1, crowded.all.size()))
                .allSatisfy(told -> assertThat(told).hasToString(BAD));
        crowded.cable.breakNow(new IOException("reset"));
        assertThat(crowded.all).allSatisfy(told -> assertThat(told).hasToString(BAD));
    }

    @Test
    void aFailureFromBothSidesAtOnceTellsEachWhoWaitsOnce() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Crowded crowded = new Crowded(round % 4);
            CyclicBarrier together = new CyclicBarrier(3);
            Told late = new Told();
            List<Future<?>> sides = List.of(
                    threads.submit(at(together, () -> crowded.salida.fail(new IOException("closed")))),
                    threads.submit(at(together, () -> crowded.cable.breakNow(new IOException("reset")))),
                    threads.submit(at(together, () -> crowded.salida.control(frame(PONG, "late"), late))));
            for (Future<?> side : sides) {
                side.get(30, TimeUnit.SECONDS);
            }

            assertThat(crowded.all).allSatisfy(told -> assertThat(told).hasToString(BAD));
            assertThat(late).hasToString(BAD);
        }
    }

    /** The message's end was told by a call that failed, and the frame that waited behind it stayed for ever. */
    @Test
    void aSenderThatFailsWhenItIsToldDoesNotHoldUpWhatWaits() {
        Cable cable = new Cable(0);
        Salida salida = new Salida(cable);
        Told pong = new Told();
        salida.control(
                frame(PONG, "start"),
                Callback.from(
                        () -> {
                            throw new IllegalStateException("on purpose");
                        },
                        cause -> {}));
        salida.control(frame(PONG, "pong"), pong);

        cable.take(PLENTY);

        assertThat(pong).hasToString(GOOD);
        assertThat(frames(cable)).containsExactly("8a start", "8a pong");
    }

    /** Each frame that came while another was written was written from within the end of the one before. */
    @Test
    void framesThatComeWhileOthersAreWrittenDoNotDeepenTheStack() {
        int count = 50_000;
        Cable cable = new Cable(PLENTY);
        Told told = new Told();
        new Endless(cable, new Salida(cable), told, count).run();

        assertThat(told).hasToString("good " + count + ", bad 0");
    }

    @Test
    void twoThreadsNeverMixTheirFrames() throws Exception {
        int each = 10_000;
        Cable cable = new Cable(0);
        Salida salida = new Salida(cable);
        Told messages = new Told();
        Told pongs = new Told();
        Future<?> sender = threads.submit(() -> {
            for (int i = 0; i < each; i++) {
                salida.message(frame(TEXT, i + " " + "m".repeat(i % 100)), messages);
                messages.await();
            }
            return null;
        });
        Future<?> answerer = threads.submit(() -> {
            for (int i = 0; i < each; i++) {
                salida.control(frame(PONG, i + " " + "p".repeat(i % 7)), pongs);
                pongs.await();
            }
            return null;
        });
        Random random = new Random(7);
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!(sender.isDone() && answerer.isDone())) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            cable.take(random.nextInt(1, 300));
        }
        sender.get();
        answerer.get();

        assertThat(List.of(messages, pongs))
                .allSatisfy(told -> assertThat(told).hasToString("good " + each + ", bad 0"));
        List<String> frames = frames(cable);
        assertThat(frames.stream().filter(frame -> frame.startsWith("81")))
                .containsExactlyElementsOf(IntStream.range(0, each)
                        .mapToObj(i -> "81 " + i + " " + "m".repeat(i % 100))
                        .toList());
        assertThat(frames.stream().filter(frame -> frame.startsWith("8a")))
                .containsExactlyElementsOf(IntStream.range(0, each)
                        .mapToObj(i -> "8a " + i + " " + "p".repeat(i % 7))
                        .toList());
        assertThat(frames).hasSize(2 * each);
    }

    /** A pong under way, and behind it one of each kind. */
    private static final class Crowded {

        private final Cable cable;
        private final Salida salida;
        private final List<Told> all = Stream.generate(Told::new).limit(4).toList();

        Crowded(int cut) {
            cable = new Cable(cut);
            salida = new Salida(cable);
            salida.control(frame(PONG, "start"), all.get(0));
            salida.control(frame(PONG, "pong"), all.get(1));
            salida.message(frame(TEXT, "message"), all.get(2));
            salida.close(frame(CLOSE, "bye"), all.get(3));
        }
    }

    /** Gives a pong while the one before is being written, again and again. */
    private static final class Endless implements Runnable {

        private final Cable cable;
        private final Salida salida;
        private final Told told;
        private int left;

        Endless(Cable cable, Salida salida, Told told, int count) {
            this.cable = cable;
            this.salida = salida;
            this.told = told;
            this.left = count;
        }

        @Override
        public void run() {
            if (--left > 0) {
                cable.duringNext(this);
            }
            salida.control(frame(PONG, "x"), told);
        }
    }

    private static Callable<Void> at(CyclicBarrier together, Runnable action) {
        return () -> {
            together.await(30, TimeUnit.SECONDS);
            action.run();
            return null;
        };
    }

    private static ByteBuffer frame(byte first, String payload) {
        return ByteBuffer.allocate(2 + payload.length())
                .put(first)
                .put((byte) payload.length())
                .put(payload.getBytes(US_ASCII))
                .flip();
    }

    /** What was written, frame by frame: first byte, then payload. Fails on a frame that is cut off. */
    private static List<String> frames(Cable cable) {
        ByteBuffer bytes = ByteBuffer.wrap(cable.taken());
        List<String> frames = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int first = bytes.get() & 0xff;
            byte[] payload = new byte[bytes.get()];
            bytes.get(payload);
            frames.add(Integer.toHexString(first) + " " + new String(payload, US_ASCII));
        }
        return frames;
    }
}
