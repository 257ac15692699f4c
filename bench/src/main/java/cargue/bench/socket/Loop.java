package cargue.bench.socket;

import cargue.local.process.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that reads, writes and counts for all its connections. Others post tasks to it. The first exception of a task
 * or a listener ends it, and is thrown to whoever asks from then on.
 */
public final class Loop implements AutoCloseable {

    private static final int BUFFER = 256 << 10;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::at));
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    private Loop(String name) throws IOException {
        this.selector = Selector.open();
        this.thread = new Thread(this::run, name);
    }

    /**
     * Starts one.
     *
     * @param name of its thread
     */
    public static Loop start(String name) {
        try {
            Loop loop = new Loop(name);
            loop.thread.setDaemon(true);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a WebSocket asks for.
     *
     * @param path with the query
     * @param subprotocol the only one that is offered and taken; empty: none
     * @param token of the Authorization header; empty: none
     * @param receiveBuffer bytes of the socket's receive buffer, set before it connects; 0: as the system does
     */
    public record Request(
            InetSocketAddress server,
            String path,
            String subprotocol,
            String token,
            int receiveBuffer,
            ConnectionListener listener) {}

    private record Later(long at, Runnable task) {}

    /** What the selector's keys belong to. */
    interface Ready {

        /** The selector says that it can go on; the buffer is for this call alone. */
        void ready(ByteBuffer buffer);

        /** Is gone without a word. */
        void drop();
    }

    /** Opens a WebSocket. On the loop's thread. */
    public Connection connect(Request request) {
        try {
            return new Connection(request, selector);
        } catch (IOException e) {
            throw new StackException("cannot open a connection: " + e.getMessage(), e);
        }
    }

    /** Opens a connection for HTTP requests. On the loop's thread. */
    public HttpConnection connect(InetSocketAddress server) {
        try {
            return new HttpConnection(server, selector);
        } catch (IOException e) {
            throw new StackException("cannot open a connection: " + e.getMessage(), e);
        }
    }

    /** Runs the task after some time. On the loop's thread. */
    public void after(Duration delay, Runnable task) {
        later.add(new Later(System.nanoTime() + delay.toNanos(), task));
    }

    /** Runs the task on the loop's thread, soon. Any thread. */
    public void execute(Runnable task) {
        check();
        tasks.add(task);
        selector.wakeup();
    }

    /** Runs the task on the loop's thread and waits for what it gives. Any other thread. */
    public <T> T call(Supplier<T> task) throws InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(() -> result.complete(task.get()));
        return await(result, CALL_LIMIT, "an answer of the bench's own thread");
    }

    /**
     * Waits for what happens on the loop's thread.
     *
     * @throws StackException when it does not in time, or the loop has failed
     */
    public <T> T await(CompletableFuture<T> result, Duration limit, String what) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            check();
            try {
                return result.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw new StackException("waited " + limit.toSeconds() + " s in vain for " + what, e);
                }
            } catch (ExecutionException e) {
                throw new StackException("waited in vain for " + what + ": " + e.getMessage(), e);
            }
        }
    }

    /** Waits until something is so that is asked, again and again, on the loop's thread; throws as the other does. */
    public void awaitThat(BooleanSupplier condition, Duration limit, String what) throws InterruptedException {
        CompletableFuture<Boolean> so = new CompletableFuture<>();
        execute(() -> ask(condition, so));
        await(so, limit, what);
    }

    private void ask(BooleanSupplier condition, CompletableFuture<Boolean> so) {
        if (condition.getAsBoolean()) {
            so.complete(true);
        } else {
            after(POLL, () -> ask(condition, so));
        }
    }

    /** Throws a StackException when the loop has failed. */
    public void check() {
        Throwable why = failure;
        if (why != null) {
            throw new StackException(thread.getName() + ": " + why.getMessage(), why);
        }
    }

    @Override
    public void close() {
        ended = true;
        selector.wakeup();
        try {
            thread.join(END_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!ended) {
                selector.select(this::ready, pause());
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                runLater();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            dropAll();
        }
    }

    private void ready(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Ready connection) {
            connection.ready(buffer);
        }
    }

    /** Milliseconds until the next delayed task; 0: there is none. */
    private long pause() {
        Later next = later.peek();
        return next == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.at() - System.nanoTime()));
    }

    private void runLater() {
        for (Later next = later.peek(); next != null && next.at() <= System.nanoTime(); next = later.peek()) {
            later.remove();
            next.task().run();
        }
    }

    private void dropAll() {
        selector.keys().forEach(Loop::drop);
        try {
            selector.close();
        } catch (IOException e) {
            // Its thread ends, and nobody asks it again.
        }
    }

    private static void drop(SelectionKey key) {
        if (key.attachment() instanceof Ready connection) {
            connection.drop();
        }
    }
}
