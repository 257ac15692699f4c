package cargue.bench.load;

import cargue.bench.measure.Times;
import cargue.bench.socket.HttpConnection;
import cargue.bench.socket.Loop;
import cargue.local.process.StackException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that each send the next request when the one before it was answered, as fast as that goes. */
public final class ClosedLoop implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final Loop loop = Loop.start("bench-clients");
    private final List<HttpConnection> connections = new ArrayList<>();
    private final Times times = new Times();
    private long until;
    private long checks;
    private int underWay;
    private long lastAt;

    /** Gives the requests of one client, each with what it must be answered. */
    public interface Client {

        /** The next. */
        Request next();
    }

    /**
     * A request.
     *
     * @param checks that it carries
     */
    public record Request(ByteBuffer bytes, int checks, Verify verify) {}

    /** Looks at an answer, and throws a StackException when it is not that of checks that were taken. */
    public interface Verify {

        /** The answer. */
        void answer(int status, ByteBuffer body);
    }

    /**
     * What came of a run.
     *
     * @param answers of each request, from where it was sent
     */
    public record Outcome(long checks, double seconds, Times answers) {

        /** Checks that were taken in a second. */
        public double perSecond() {
            return checks / seconds;
        }
    }

    /** To a server, at most so many clients. */
    public ClosedLoop(InetSocketAddress server, int clients) throws InterruptedException {
        loop.call(() -> {
            for (int i = 0; i < clients; i++) {
                connections.add(loop.connect(server));
            }
            return clients;
        });
    }

    /** Lets these clients, no more than there may be, send for some time. */
    public Outcome run(List<? extends Client> clients, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        loop.call(() -> {
            times.reset();
            checks = 0;
            underWay = clients.size();
            until = start + time.toNanos();
            for (int i = 0; i < clients.size(); i++) {
                send(connections.get(i), clients.get(i));
            }
            return underWay;
        });
        loop.awaitThat(() -> underWay == 0, time.plus(ANSWER_LIMIT), "the clients' last answers");
        return loop.call(() -> new Outcome(checks, (lastAt - start) / 1e9, times));
    }

    private void send(HttpConnection connection, Client client) {
        long at = System.nanoTime();
        if (at >= until) {
            underWay--;
            lastAt = at;
            return;
        }
        Request request = client.next();
        connection.send(request.bytes(), (status, body, now) -> {
            request.verify().answer(status, body);
            times.add(now - at);
            checks += request.checks();
            send(connection, client);
        });
    }

    /** Throws when something went wrong. */
    public void check() throws StackException {
        loop.check();
    }

    @Override
    public void close() {
        loop.close();
    }
}
