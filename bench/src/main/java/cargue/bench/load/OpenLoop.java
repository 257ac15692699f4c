package cargue.bench.load;

import cargue.bench.load.Sheet.Check;
import cargue.bench.measure.Times;
import cargue.bench.socket.HttpConnection;
import cargue.bench.socket.Loop;
import cargue.local.process.StackException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends checks at a steady rate, to one sheet after the other. Open loop: a check is due at its time, whether or not
 * those before it were answered. The checks of a sheet go over one connection, so that a server gets them in order; what
 * has to wait there waits on its own time.
 */
public final class OpenLoop implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 64;

    /** Of a warm-up. */
    private static final long MOST_UNANSWERED = 100;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final Loop loop = Loop.start("bench-load");
    private final Server server;
    private final List<Sheet> sheets;
    private final List<HttpConnection> connections = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final Times answers = new Times();
    private long sent;
    private int next;
    private volatile boolean stopped;

    /** How a server takes checks. */
    public interface Server {

        InetSocketAddress posts();

        /** The whole request of a check. */
        ByteBuffer request(Check check);

        /** Looks at the answer; throws a StackException when it is not that of a check that was taken. */
        void verify(Check check, int status, ByteBuffer body);
    }

    /** To these sheets of a server. */
    public OpenLoop(Server server, List<Sheet> sheets) throws InterruptedException {
        this.server = server;
        this.sheets = sheets;
        int count = Math.min(sheets.size(), MOST_CONNECTIONS);
        loop.call(() -> {
            for (int i = 0; i < count; i++) {
                connections.add(loop.connect(server.posts()));
            }
            return count;
        });
    }

    /**
     * Sends for some time. Returns when all was answered, and how many that were.
     *
     * @throws StackException when a check was refused, or not answered in time
     */
    public long run(double perSecond, Duration time) throws InterruptedException {
        return run(perSecond, time, Long.MAX_VALUE);
    }

    /**
     * Sends for some time what a server takes that is still slow: a check that is due while {@link #MOST_UNANSWERED} are
     * unanswered is left out. Otherwise as {@link #run}.
     */
    public void warmUp(double perSecond, Duration time) throws InterruptedException {
        run(perSecond, time, MOST_UNANSWERED);
    }

    private long run(double perSecond, Duration time, long mostUnanswered) throws InterruptedException {
        long period = (long) (Duration.ofSeconds(1).toNanos() / perSecond);
        long count = Math.max(1, time.toNanos() / period);
        loop.call(() -> {
            answers.reset();
            return count;
        });
        sheets.forEach(sheet -> sheet.begin((int) (count / sheets.size() + 1)));
        stopped = false;
        long start = System.nanoTime();
        for (long i = 0; i < count && !stopped; i++) {
            long due = start + i * period;
            await(due);
            if (sent - answered.get() >= mostUnanswered) {
                continue;
            }
            Sheet sheet = sheets.get(next);
            HttpConnection connection = connections.get(next % connections.size());
            next = (next + 1) % sheets.size();
            sent++;
            loop.execute(() -> send(connection, sheet, due));
        }
        loop.awaitThat(() -> answered.get() == sent, ANSWER_LIMIT, "the answers of all checks");
        return answers.count();
    }

    /** From where each check was due to where its answer was there, of the last run. */
    public Times answers() {
        return answers;
    }

    /** Lets a run end early. Any thread. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        loop.close();
    }

    private void send(HttpConnection connection, Sheet sheet, long due) {
        Check check = sheet.next(due);
        connection.send(server.request(check), (status, body, now) -> {
            server.verify(check, status, body);
            answers.add(now - due);
            answered.incrementAndGet();
        });
    }

    private void await(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            loop.check();
            LockSupport.parkNanos(left);
        }
    }
}
