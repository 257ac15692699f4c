package cargue.push.viewer;

import static cargue.push.Eventos.HOY;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.Eventos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ViewerTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeSocket socket = new FakeSocket();
    private final FakeRules rules = new FakeRules();
    private final Viewer viewer = viewer(socket, 4);

    @Test
    void sendsTheReplayBeforeTheFirstChange() {
        viewer.replay(List.of(mensaje(3, "A").replay(), mensaje(5, "B").replay()));
        viewer.offer(mensaje(6, "A"));

        assertThat(socket.seqs()).containsExactly(3L, 5L, 6L);
        assertThat(socket.sent()).element(1).asString().endsWith(",\"replay\":true}");
        assertThat(socket.sent()).element(2).asString().doesNotContain("replay");
    }

    @Test
    void sendsTheNextOnlyWhenTheLastWasTaken() {
        socket.stall();
        viewer.offer(mensaje(1, "A"));
        viewer.offer(mensaje(2, "A"));
        assertThat(socket.seqs()).containsExactly(1L);

        socket.acceptOne();

        assertThat(socket.seqs()).containsExactly(1L, 2L);
    }

    @Test
    void aViewerThatWakesGetsTheLatestStateOfEachRowInAscendingSeq() {
        socket.stall();
        for (long seq = 1; seq <= 1000; seq++) {
            viewer.offer(mensaje(seq, "P" + seq % 3));
        }
        socket.wake();

        assertThat(socket.seqs()).containsExactly(1L, 998L, 999L, 1000L);
        assertThat(rules.conflated()).isEqualTo(996);
    }

    @Test
    void aReplayOfManyRowsIsNotMergedWithTheFirstChanges() {
        socket.stall();
        List<Mensaje> rows = new ArrayList<>();
        for (long seq = 1; seq <= 36; seq++) {
            rows.add(mensaje(seq, "P" + seq).replay());
        }
        viewer.replay(rows);
        viewer.offer(mensaje(37, "P1"));
        socket.wake();

        assertThat(socket.seqs()).hasSize(37).isSorted();
    }

    @Test
    void aLongQueueTakenWithinTheCallDoesNotDeepenTheStack() {
        FakeSocket quick = new FakeSocket();
        Viewer many = viewer(quick, 10_000);
        quick.stall();
        for (long seq = 1; seq <= 10_000; seq++) {
            many.offer(mensaje(seq, "A"));
        }
        quick.wake();

        assertThat(quick.seqs()).hasSize(10_000);
    }

    @Test
    void closesAViewerThatTakesNothingAndSaysSoOnce() {
        socket.stall();
        viewer.offer(mensaje(1, "A"));
        rules.pass(Duration.ofSeconds(59));
        viewer.tend();
        assertThat(socket.closed()).isNull();

        rules.pass(SECOND);
        viewer.tend();
        viewer.tend();

        assertThat(socket.closed()).isEqualTo(Cierre.SOBRECARGA);
        assertThat(rules.closed()).containsExactly(Cierre.SOBRECARGA);
    }

    @Test
    void aViewerThatTakesOneMessageAMinuteStays() {
        socket.stall();
        viewer.offer(mensaje(1, "A"));
        for (long seq = 2; seq <= 10; seq++) {
            viewer.offer(mensaje(seq, "A"));
            rules.pass(Duration.ofSeconds(59));
            viewer.tend();
            socket.acceptOne();
        }

        assertThat(socket.closed()).isNull();
    }

    @Test
    void pingsAViewerForWhichNothingIsQueued() {
        for (int second = 0; second < 100; second++) {
            rules.pass(SECOND);
            viewer.onRead();
            viewer.tend();
        }

        assertThat(socket.pings()).isBetween(3, 4);
        assertThat(socket.closed()).isNull();
    }

    @Test
    void closesAPeerOfWhichNothingIsReadForAMinuteAfterAPing() {
        for (int second = 0; second < 84; second++) {
            rules.pass(SECOND);
            viewer.tend();
        }
        assertThat(socket.closed()).isEqualTo(Cierre.SIN_RESPUESTA);
    }

    @Test
    void doesNotCallAPeerDeadForTheTimeInWhichItWasStalled() {
        while (socket.pings() == 0) {
            rules.pass(SECOND);
            viewer.tend();
        }
        socket.stall();
        viewer.offer(mensaje(1, "A"));
        for (int second = 0; second < 59; second++) {
            rules.pass(SECOND);
            viewer.tend();
        }
        socket.wake();
        rules.pass(Duration.ofSeconds(2));
        viewer.tend();

        assertThat(socket.closed()).isNull();
    }

    @Test
    void cutsAPeerThatDoesNotAnswerTheClose() {
        viewer.close(Cierre.REINICIO);
        assertThat(viewer.tend()).isTrue();
        assertThat(socket.disconnected()).isFalse();

        rules.pass(Duration.ofSeconds(5));

        assertThat(viewer.tend()).isFalse();
        assertThat(socket.disconnected()).isTrue();
    }

    @Test
    void cutsAConnectionOnWhichASendFailed() {
        socket.stall();
        viewer.offer(mensaje(1, "A"));
        socket.breakDown();
        viewer.offer(mensaje(2, "A"));

        assertThat(socket.disconnected()).isTrue();
        assertThat(viewer.tend()).isFalse();
        assertThat(socket.seqs()).containsExactly(1L);
    }

    @Test
    void aSendThatFailsWhileClosingDoesNotCutTheCloseShort() {
        socket.stall();
        viewer.offer(mensaje(1, "A"));
        viewer.close(Cierre.REINICIO);
        socket.breakDown();

        assertThat(socket.disconnected()).isFalse();
        assertThat(viewer.tend()).isTrue();
    }

    @Test
    void sendsNothingAfterTheClose() {
        socket.stall();
        viewer.offer(mensaje(1, "A"));
        viewer.offer(mensaje(2, "A"));
        viewer.close(Cierre.REINICIO);
        viewer.offer(mensaje(3, "A"));
        socket.wake();

        assertThat(socket.seqs()).containsExactly(1L);
    }

    /** The network's thread completes while the stream's offers: no message may be lost, doubled or left lying. */
    @Test
    void completionsOfAnotherThreadNeitherLoseNorReorder() throws InterruptedException {
        int messages = 20_000;
        LinkedBlockingQueue<Runnable> completions = new LinkedBlockingQueue<>();
        List<Mensaje> taken = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(messages);
        ViewerSocket asynchronous = new ViewerSocket() {
            @Override
            public void send(Mensaje mensaje, Completion completion) {
                taken.add(mensaje);
                completions.add(completion::accepted);
                all.countDown();
            }

            @Override
            public void ping() {}

            @Override
            public void close(Cierre cierre) {}

            @Override
            public void disconnect() {}
        };
        Viewer racing =
                new Viewer("ID1", new Filtro(null, null, HOY), null, asynchronous, new FakeRules().rules(messages));
        List<Mensaje> offered = new ArrayList<>();
        for (int seq = 1; seq <= messages; seq++) {
            offered.add(mensaje(seq, "A"));
        }
        Thread network = new Thread(() -> {
            while (all.getCount() > 0) {
                Runnable completion = completions.poll();
                if (completion != null) {
                    completion.run();
                }
            }
        });
        network.start();
        offered.forEach(racing::offer);

        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        network.join();
        assertThat(taken).isEqualTo(offered);
    }

    private Viewer viewer(ViewerSocket peer, int unconflated) {
        return new Viewer("ID1", new Filtro(null, null, HOY), null, peer, rules.rules(unconflated));
    }

    private static Mensaje mensaje(long seq, String producto) {
        return Mensaje.live(Eventos.check(seq, producto));
    }
}
