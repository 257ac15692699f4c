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
    private long busy;
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

    /** Looks at an answer. */
    public interface Verify {

        /**
         * Throws a StackException when it is not that of checks that were taken.
         *
         * @return false: the server was too busy for any of them, and the request is to be sent again
         */
        boolean isTaken(int status, ByteBuffer body);
    }

    /**
     * What came of a run.
     *
     * @param busy answers that said that the server was too busy
     * @param answers of each request, from where it was first sent until it was taken
     */
    public record Outcome(long checks, long busy, double seconds, Times answers) {

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
            busy = 0;
            underWay = clients.size();
            until = start + time.toNanos();
            for (int i = 0; i < clients.size(); i++) {
                send(connections.get(i), clients.get(i));
            }
            return underWay;
        });
        loop.awaitThat(() -> underWay == 0, time.plus(ANSWER_LIMIT), "the clients' last answers");
        return loop.call(() -> new Outcome(checks, busy, (lastAt - start) / 1e9, times));
    }

    private void send(HttpConnection connection, Client client) {
        long at = System.nanoTime();
        if (at >= until) {
            underWay--;
            lastAt = at;
            return;
        }
        send(connection, client, client.next(), at);
    }

    private void send(HttpConnection connection, Client client, Request request, long at) {
        connection.send(request.bytes().duplicate(), (status, body, now) -> {
            if (request.verify().isTaken(status, body)) {
                times.add(now - at);
                checks += request.checks();
                send(connection, client);
            } else if (now - at > ANSWER_LIMIT.toNanos()) {
                throw new StackException(
                        "the server was too busy for a request for " + ANSWER_LIMIT.toSeconds() + " s");
            } else {
                busy++;
                send(connection, client, request, at);
            }
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
