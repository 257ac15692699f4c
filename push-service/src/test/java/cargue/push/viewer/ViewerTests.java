package cargue.push.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.Ajustes;
import cargue.push.Eventos;
import cargue.push.wire.PlainMessages;
import cargue.push.wire.Texto;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ViewerTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeSocket socket = new FakeSocket();
    private final FakeRules rules = new FakeRules();
    private final Queue<Texto> due = new ArrayDeque<>();
    private final Viewer viewer = viewer(socket);

    @Test
    void sendsTheNextOnlyWhenTheLastWasTaken() {
        socket.stall();
        offer(text(1, "A"));
        offer(text(2, "A"));
        assertThat(socket.seqs()).containsExactly(1L);

        socket.acceptOne();

        assertThat(socket.seqs()).containsExactly(1L, 2L);
    }

    @Test
    void aLongQueueTakenWithinTheCallDoesNotDeepenTheStack() {
        FakeSocket quick = new FakeSocket();
        Viewer many = viewer(quick);
        for (long seq = 1; seq <= 10_000; seq++) {
            due.add(text(seq, "A"));
        }
        quick.stall();
        many.pump();
        quick.wake();

        assertThat(quick.seqs()).hasSize(10_000);
    }

    @Test
    void closesAViewerThatTakesNothingAndSaysSoOnce() {
        socket.stall();
        offer(text(1, "A"));
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
        offer(text(1, "A"));
        for (long seq = 2; seq <= 10; seq++) {
            offer(text(seq, "A"));
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
        while (socket.pings() == 0) {
            rules.pass(SECOND);
            viewer.tend();
        }
        for (int second = 0; second < 59; second++) {
            rules.pass(SECOND);
            viewer.tend();
        }
        assertThat(socket.closed()).isNull();

        rules.pass(SECOND);
        viewer.tend();

        assertThat(socket.closed()).isEqualTo(Cierre.SIN_RESPUESTA);
    }

    @Test
    void doesNotCallAPeerDeadForTheTimeInWhichItWasStalled() {
        while (socket.pings() == 0) {
            rules.pass(SECOND);
            viewer.tend();
        }
        socket.stall();
        offer(text(1, "A"));
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
        offer(text(1, "A"));
        socket.breakDown();
        offer(text(2, "A"));

        assertThat(socket.disconnected()).isTrue();
        assertThat(viewer.tend()).isFalse();
        assertThat(socket.seqs()).containsExactly(1L);
    }

    @Test
    void aSendThatFailsWhileClosingDoesNotCutTheCloseShort() {
        socket.stall();
        offer(text(1, "A"));
        viewer.close(Cierre.REINICIO);
        socket.breakDown();

        assertThat(socket.disconnected()).isFalse();
        assertThat(viewer.tend()).isTrue();
    }

    @Test
    void sendsNothingAfterTheClose() {
        socket.stall();
        offer(text(1, "A"));
        offer(text(2, "A"));
        viewer.close(Cierre.REINICIO);
        offer(text(3, "A"));
        socket.wake();

        assertThat(socket.seqs()).containsExactly(1L);
    }

    @Test
    void aSocketThatThrowsIsCutAndHarmsNobody() {
        Viewer unlucky = viewer(new ThrowingSocket());
        due.add(text(1, "A"));
        unlucky.pump();

        assertThat(unlucky.isOpen()).isFalse();
        assertThat(rules.failures()).isEqualTo(2);
        assertThat(unlucky.tend()).isFalse();
    }

    @Test
    void saysFarewellBeforeTheCloseWhenTheSocketIsFree() {
        viewer.close(Cierre.REINICIO, text(9, "A"));
        assertThat(socket.seqs()).containsExactly(9L);
        assertThat(socket.closed()).isEqualTo(Cierre.REINICIO);

        FakeSocket stuck = new FakeSocket();
        stuck.stall();
        Viewer slow = viewer(stuck);
        due.add(text(1, "A"));
        slow.pump();
        slow.close(Cierre.REINICIO, text(9, "A"));
        assertThat(stuck.seqs()).containsExactly(1L);
        assertThat(stuck.closed()).isEqualTo(Cierre.REINICIO);
    }

    /** The network's thread completes while the stream's pumps: no message may be lost, doubled or left lying. */
    @Test
    void completionsOfAnotherThreadNeitherLoseNorReorder() throws InterruptedException {
        int messages = 20_000;
        LinkedBlockingQueue<Runnable> completions = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Viewer> free = new LinkedBlockingQueue<>();
        List<Texto> taken = new ArrayList<>();
        List<Texto> all = new ArrayList<>();
        for (int seq = 1; seq <= messages; seq++) {
            all.add(text(seq, "A"));
        }
        ViewerRules rulesOfTwoThreads = new ViewerRules(Ajustes.with(), System::nanoTime, rules, free::add);
        Viewer racing = new Viewer(new AsynchronousSocket(taken, completions), rulesOfTwoThreads);
        Iterator<Texto> source = all.iterator();
        racing.feedFrom(() -> source.hasNext() ? source.next() : null);
        Thread network = new Thread(() -> {
            for (int i = 0; i < messages; i++) {
                try {
                    completions.take().run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        });
        network.start();
        racing.pump();
        while (taken.size() < messages) {
            Viewer next = free.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("left lying after %d messages", taken.size()).isNotNull();
            next.pump();
        }
        network.join();

        assertThat(taken).isEqualTo(all);
    }

    private void offer(Texto texto) {
        due.add(texto);
        viewer.pump();
    }

    private Viewer viewer(ViewerSocket peer) {
        Viewer made = new Viewer(peer, rules.rules(Ajustes.with()));
        made.feedFrom(due::poll);
        return made;
    }

    private static Texto text(long seq, String producto) {
        return PlainMessages.live(Eventos.check(seq, producto));
    }

    private static final class ThrowingSocket implements ViewerSocket {

        @Override
        public void send(Texto texto, Completion completion) {
            throw new IllegalStateException("send");
        }

        @Override
        public boolean hearsPings() {
            return true;
        }

        @Override
        public void ping() {
            throw new IllegalStateException("ping");
        }

        @Override
        public void close(Cierre cierre) {
            throw new IllegalStateException("close");
        }

        @Override
        public void disconnect() {
            throw new IllegalStateException("disconnect");
        }
    }

    private record AsynchronousSocket(List<Texto> taken, Queue<Runnable> completions) implements ViewerSocket {

        @Override
        public void send(Texto texto, Completion completion) {
            taken.add(texto);
            completions.add(completion::accepted);
        }

        @Override
        public boolean hearsPings() {
            return true;
        }

        @Override
        public void ping() {}

        @Override
        public void close(Cierre cierre) {}

        @Override
        public void disconnect() {}
    }
}
