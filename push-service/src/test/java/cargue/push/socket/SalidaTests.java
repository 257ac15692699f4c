package cargue.push.socket;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.viewer.ViewerSocket.Completion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalidaTests {

    private static final String MESSAGE = "0123456789";

    private final Told first = new Told();
    private final Told second = new Told();

    /** A peer whose socket takes so many bytes before it must be read. */
    private static ByteArrayEndPoint peer(int room) {
        return new ByteArrayEndPoint(new byte[0], room);
    }

    @Test
    void acceptsAMessageWithinTheCallWhenTheSystemTakesIt() {
        ByteArrayEndPoint peer = peer(64);
        new Salida(peer).message(bytes(MESSAGE), first);
        assertThat(first.outcome()).isEqualTo("accepted 1, failed 0");
        assertThat(peer.getOutputString()).isEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void finishesAMessageThatWasCutAnywhere(int room) {
        ByteArrayEndPoint peer = peer(room);
        Salida salida = new Salida(peer);
        salida.message(bytes(MESSAGE), first);
        assertThat(first.outcome()).isEqualTo("accepted 0, failed 0");
        assertThat(readAll(peer)).isEqualTo(MESSAGE);
        assertThat(first.outcome()).isEqualTo("accepted 1, failed 0");
        salida.message(bytes("next"), second);
        assertThat(readAll(peer)).isEqualTo("next");
        assertThat(second.outcome()).isEqualTo("accepted 1, failed 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    void sendsAPongAfterTheMessageUnderWayAndBeforeTheOneThatWaits(int room) {
        ByteArrayEndPoint peer = peer(room);
        Salida salida = new Salida(peer);
        salida.message(bytes(MESSAGE), first);
        salida.message(bytes("waits"), second);
        salida.control(bytes("<pong>"), Callback.NOOP);
        assertThat(readAll(peer)).isEqualTo(MESSAGE + "<pong>waits");
        assertThat(second.outcome()).isEqualTo("accepted 1, failed 0");
    }

    @Test
    void sendsACloseAfterAllThatWasGivenAndNothingAfterIt() {
        ByteArrayEndPoint peer = peer(4);
        Salida salida = new Salida(peer);
        Told closed = new Told();
        Told pong = new Told();
        salida.message(bytes(MESSAGE), first);
        salida.message(bytes("waits"), second);
        salida.close(bytes("<close>"), closed.callback());
        salida.control(bytes("<pong>"), pong.callback());
        assertThat(readAll(peer)).isEqualTo(MESSAGE + "waits<close>");
        assertThat(closed.outcome()).isEqualTo("accepted 1, failed 0");
        assertThat(pong.outcome()).isEqualTo("accepted 0, failed 1");
    }

    @Test
    void acceptsWhatComesAfterACloseAndWritesNothing() {
        ByteArrayEndPoint peer = peer(64);
        Salida salida = new Salida(peer);
        salida.close(bytes("<close>"), Callback.NOOP);
        salida.message(bytes(MESSAGE), first);
        assertThat(first.outcome()).isEqualTo("accepted 1, failed 0");
        assertThat(peer.getOutputString()).isEqualTo("<close>");
        Told again = new Told();
        salida.close(bytes("<close>"), again.callback());
        assertThat(again.outcome()).isEqualTo("accepted 0, failed 1");
    }

    @Test
    void refusesOneControlFrameMoreThanMayWait() {
        ByteArrayEndPoint peer = peer(4);
        Salida salida = new Salida(peer);
        salida.message(bytes(MESSAGE), first);
        Told pongs = new Told();
        for (int i = 0; i < Salida.MOST_CONTROL; i++) {
            salida.control(bytes("p"), pongs.callback());
        }
        assertThat(pongs.outcome()).isEqualTo("accepted 0, failed 0");
        salida.control(bytes("p"), pongs.callback());
        assertThat(pongs.outcome()).isEqualTo("accepted 0, failed 1");
        assertThat(readAll(peer)).isEqualTo(MESSAGE + "p".repeat(Salida.MOST_CONTROL));
        assertThat(pongs.outcome()).isEqualTo("accepted 8, failed 1");
    }

    @Test
    void tellsAllWhoWaitOfABrokenConnectionOnce() {
        ByteArrayEndPoint peer = peer(4);
        Salida salida = new Salida(peer);
        Told closed = new Told();
        Told pong = new Told();
        salida.message(bytes(MESSAGE), first);
        salida.message(bytes("waits"), second);
        salida.control(bytes("<pong>"), pong.callback());
        salida.close(bytes("<close>"), closed.callback());
        peer.close(new IOException("reset"));
        salida.fail(new IOException("gone"));
        assertThat(first.outcome()).isEqualTo("accepted 0, failed 1");
        assertThat(second.outcome()).isEqualTo("accepted 0, failed 1");
        assertThat(pong.outcome()).isEqualTo("accepted 0, failed 1");
        assertThat(closed.outcome()).isEqualTo("accepted 0, failed 1");
    }

    @Test
    void failsAMessageOnAConnectionThatIsGone() {
        ByteArrayEndPoint peer = peer(64);
        peer.close();
        new Salida(peer).message(bytes(MESSAGE), first);
        assertThat(first.outcome()).isEqualTo("accepted 0, failed 1");
    }

    /** The stream's thread sends, each message after the one before it; Jetty's answer pings; a slow peer reads. */
    @Test
    void neverMixesFramesOfTwoThreads() throws Exception {
        int messages = 20_000;
        ByteArrayEndPoint peer = peer(7);
        Salida salida = new Salida(peer);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> sender = CompletableFuture.supplyAsync(() -> send(salida, messages));
        CompletableFuture<Integer> ponger = CompletableFuture.supplyAsync(() -> pong(salida, over));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!sender.isDone()) {
            take(peer, read);
        }
        over.set(true);
        while (!ponger.isDone()) {
            take(peer, read);
        }
        read.writeBytes(readAll(peer).getBytes(StandardCharsets.ISO_8859_1));
        int pongs = ponger.get(10, TimeUnit.SECONDS);
        assertThat(sender.get(10, TimeUnit.SECONDS)).isEqualTo(messages);
        String text = read.toString(StandardCharsets.ISO_8859_1);
        int seen = 0;
        int next = 0;
        for (int at = 0; at < text.length(); ) {
            boolean isPong = text.startsWith("<pong>", at);
            String expected = isPong ? "<pong>" : "[" + next + "]";
            assertThat(text.startsWith(expected, at))
                    .as("%s at %d", expected, at)
                    .isTrue();
            at += expected.length();
            seen += isPong ? 1 : 0;
            next += isPong ? 0 : 1;
        }
        assertThat(next).isEqualTo(messages);
        assertThat(seen).isEqualTo(pongs);
    }

    private static int send(Salida salida, int messages) {
        Semaphore free = new Semaphore(1);
        for (int i = 0; i < messages; i++) {
            free.acquireUninterruptibly();
            salida.message(bytes("[" + i + "]"), new Completion() {
                @Override
                public void accepted() {
                    free.release();
                }

                @Override
                public void failed() {
                    throw new AssertionError("failed");
                }
            });
        }
        free.acquireUninterruptibly();
        return messages;
    }

    private static int pong(Salida salida, AtomicBoolean over) {
        Semaphore free = new Semaphore(1);
        int pongs = 0;
        while (!over.get()) {
            free.acquireUninterruptibly();
            salida.control(bytes("<pong>"), Callback.from(free::release));
            pongs++;
        }
        free.acquireUninterruptibly();
        return pongs;
    }

    private static void take(ByteArrayEndPoint peer, ByteArrayOutputStream read) {
        ByteBuffer taken = peer.takeOutput();
        if (taken != null && taken.hasRemaining()) {
            read.writeBytes(BufferUtil.toArray(taken));
        } else {
            Thread.onSpinWait();
        }
    }

    private static String readAll(ByteArrayEndPoint peer) {
        StringBuilder all = new StringBuilder();
        for (String next = peer.takeOutputString(StandardCharsets.ISO_8859_1);
                !next.isEmpty();
                next = peer.takeOutputString(StandardCharsets.ISO_8859_1)) {
            all.append(next);
        }
        return all.toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Counts what it is told. */
    private static final class Told implements Completion {

        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();

        @Override
        public void accepted() {
            accepted.incrementAndGet();
        }

        @Override
        public void failed() {
            failed.incrementAndGet();
        }

        Callback callback() {
            return Callback.from(this::accepted, cause -> failed());
        }

        String outcome() {
            return "accepted " + accepted + ", failed " + failed;
        }
    }
}
