package cargue.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A TCP way to Kafka that can be shut: what Kafka answers then waits, connections stay, and all goes on when it is
 * opened. To a push node behind it Kafka is slow, and the node itself is as awake as ever.
 */
final class Gate implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "gate");
        thread.setDaemon(true);
        return thread;
    });
    private final Object lock = new Object();
    private boolean shut;

    /** Open, from a port of its own to another on this machine. */
    Gate(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void shut() {
        synchronized (lock) {
            shut = true;
        }
    }

    void open() {
        synchronized (lock) {
            shut = false;
            lock.notifyAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                return; // the gate is closed
            }
        }
    }

    /** While Kafka is down the caller sees its connection end. */
    private void connect(Socket from) throws IOException {
        try {
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(from, to));
            threads.execute(() -> copy(from, to, false));
            threads.execute(() -> copy(to, from, true));
        } catch (IOException e) {
            from.close();
        }
    }

    private void copy(Socket from, Socket to, boolean gated) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (gated) {
                    pass();
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // One side has ended the connection; try-with-resources ends the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void pass() throws InterruptedException {
        synchronized (lock) {
            while (shut) {
                lock.wait();
            }
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(Gate::end);
        threads.shutdownNow();
    }
}
