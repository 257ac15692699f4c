package cargue.faults.link;

import cargue.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A TCP way from one process to another, on a port of its own. It hands bytes on in both directions as they come, until
 * it is told otherwise. Any thread.
 */
public final class Link implements AutoCloseable {

    private static final int BACKLOG = 200;
    private static final int CONNECT_LIMIT_MS = 5_000;

    private final String name;
    private final int target;
    private final byte[] mark;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private final ExecutorService threads;
    private volatile boolean cut;

    /** Open, to a port of this machine on which nobody need listen yet. */
    public Link(String name, int target) {
        this(name, target, "");
    }

    /**
     * The same, of whose connections some can be told from others.
     *
     * @param mark a text that their callers send, and no others
     */
    public Link(String name, int target, String mark) {
        this.name = name;
        this.target = target;
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
        this.threads = Executors.newCachedThreadPool(run -> {
            Thread thread = new Thread(run, "link-" + name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = new ServerSocket();
            server.bind(Ports.address(Ports.free()), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public String name() {
        return name;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Where it is reached. */
    public String address() {
        return Ports.HOST + ":" + port();
    }

    /** All is as it should be from now on; connections that were made half-open stay so. */
    public void open() {
        cut = false;
        gate.open();
    }

    /** Each piece, of 64 KiB at most, waits so long, in both directions. */
    public void slow(Duration delay) {
        gate.slow(delay);
    }

    /** Nothing passes in any direction, and nobody is told; what waits passes when the link is open again. */
    public void silence() {
        gate.shut(true, true, false);
    }

    /** Nothing passes from a marked caller to the called. */
    public void silenceMarkedUpstream() {
        gate.shut(true, false, true);
    }

    /** Nothing passes from the called to the caller: to the caller the called is slow, and it is as awake as ever. */
    public void silenceDownstream() {
        gate.shut(false, true, false);
    }

    /** Ends all connections as a reset does, and those that are made until the link is open. */
    public void cut() {
        cut = true;
        connections.forEach(Connection::reset);
    }

    /** The called loses all present connections, and the callers never learn of it; new connections are whole. */
    public void halfOpen() {
        connections.forEach(Connection::halve);
    }

    /** Whether a piece waits on its way to the called. */
    public boolean holdsUpstream() {
        return gate.holdsUpstream();
    }

    /**
     * Looks at each piece from the caller before it passes, and at each from the called after it was handed on.
     *
     * @param watch {@link Watch#NONE} for none
     */
    public void watch(Watch watch) {
        gate.watch(watch);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                threads.execute(() -> connect(caller));
            } catch (IOException | RejectedExecutionException e) {
                if (!server.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void connect(Socket caller) {
        Socket called = new Socket();
        try {
            if (!cut) {
                called.connect(new InetSocketAddress(server.getInetAddress(), target), CONNECT_LIMIT_MS);
                copy(caller, called);
                return;
            }
            caller.setSoLinger(true, 0);
        } catch (IOException e) {
            // Nobody listens, or the caller has gone: he is told as early as can be.
        }
        Connection.end(caller);
        Connection.end(called);
    }

    private void copy(Socket caller, Socket called) throws IOException {
        Connection connection = new Connection(caller, called, gate, mark, connections::remove);
        connections.add(connection);
        threads.execute(connection::upstream);
        threads.execute(connection::downstream);
        if (cut || server.isClosed()) {
            connection.reset(); // it was cut while this one was made
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(Connection::reset);
        threads.shutdownNow();
    }
}
