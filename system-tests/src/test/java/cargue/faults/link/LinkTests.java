package cargue.faults.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTests {

    private static final int SILENCE_MS = 300;
    private static final int LIMIT_MS = 10_000;

    private ServerSocket server;
    private Link link;
    private Socket caller;
    private Socket called;

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        link = new Link("test", server.getLocalPort(), "\007");
        caller = open();
        called = server.accept();
        called.setSoTimeout(LIMIT_MS);
        say(caller, 0);
        assertThat(hear(called)).isZero(); // now the link knows of it too
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
        socket.setSoTimeout(LIMIT_MS);
        return socket;
    }

    @AfterEach
    void close() throws Exception {
        caller.close();
        called.close();
        link.close();
        server.close();
    }

    private static void say(Socket from, int what) throws IOException {
        from.getOutputStream().write(what);
    }

    private static int hear(Socket at) throws IOException {
        return at.getInputStream().read();
    }

    private static void hearsNothing(Socket at) throws IOException {
        at.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> hear(at)).isInstanceOf(SocketTimeoutException.class);
        at.setSoTimeout(LIMIT_MS);
    }

    @Test
    void handsOnWhatIsSaidInBothDirections() throws Exception {
        say(caller, 1);
        assertThat(hear(called)).isEqualTo(1);
        say(called, 2);
        assertThat(hear(caller)).isEqualTo(2);
    }

    @Test
    void whatWaitedDuringASilencePassesAfterIt() throws Exception {
        link.silence();
        say(caller, 1);
        say(called, 2);
        hearsNothing(called);
        hearsNothing(caller);
        link.open();
        assertThat(hear(called)).isEqualTo(1);
        assertThat(hear(caller)).isEqualTo(2);
    }

    @Test
    void markedAndSilentUpstreamItStillAnswersAndOthersPass() throws Exception {
        say(caller, 7);
        assertThat(hear(called)).isEqualTo(7);
        link.silenceMarkedUpstream();
        try (Socket other = open();
                Socket otherCalled = server.accept()) {
            say(other, 3);
            assertThat(hear(otherCalled)).isEqualTo(3);
        }
        say(caller, 1);
        await().until(link::holdsUpstream);
        hearsNothing(called);
        say(called, 2);
        assertThat(hear(caller)).isEqualTo(2);
    }

    @Test
    void aCutEndsBothSidesAndWhoeverComesUntilItIsOpen() throws Exception {
        link.cut();
        assertThat(ends(called)).isTrue();
        assertThat(ends(caller)).isTrue();
        try (Socket late = open()) {
            assertThat(ends(late)).isTrue();
        }
        link.open();
        try (Socket next = open();
                Socket nextCalled = server.accept()) {
            say(next, 3);
            assertThat(hear(nextCalled)).isEqualTo(3);
        }
    }

    private static boolean ends(Socket socket) {
        try {
            return hear(socket) < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    @Test
    void halfOpenTheCallerLearnsNothing() throws Exception {
        link.halfOpen();
        assertThat(ends(called)).isTrue();
        say(caller, 1);
        say(caller, 2);
        hearsNothing(caller);
        try (Socket next = open();
                Socket nextCalled = server.accept()) {
            say(next, 3);
            assertThat(hear(nextCalled)).isEqualTo(3);
        }
    }

    @Test
    void aSlowLinkDelaysEachPiece() throws Exception {
        link.slow(Duration.ofMillis(SILENCE_MS * 2L));
        say(caller, 1);
        hearsNothing(called);
        assertThat(hear(called)).isEqualTo(1);
    }

    @Test
    void aWatchSeesAPieceBeforeItPassesAndAnAnswerAfter() throws Exception {
        AtomicInteger upstream = new AtomicInteger();
        CompletableFuture<Void> answered = new CompletableFuture<>();
        link.watch(new Watch() {

            @Override
            public void upstream(Object connection, byte[] bytes, int length) {
                upstream.set(bytes[0]);
                link.silenceMarkedUpstream();
            }

            @Override
            public void downstream(Object connection, byte[] bytes, int length) {
                answered.complete(null);
            }
        });
        say(caller, 7);
        await().until(() -> upstream.get() == 7);
        hearsNothing(called);
        say(called, 2);
        assertThat(hear(caller)).isEqualTo(2);
        await().until(answered::isDone);
    }
}
