package cargue.system;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between a WebSocket client and push-service, and can lose one of the server's messages as if it never was. */
final class FrameProxy implements AutoCloseable {

    private static final int TEXT = 1;
    private static final int LONG_LENGTH = 127;
    private static final int SHORT_LENGTH = 126;

    private final InetSocketAddress target;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable String> toLose = new AtomicReference<>();
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();

    FrameProxy(URI target) {
        this.target = new InetSocketAddress(target.getHost(), target.getPort());
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The next of the server's messages that contains a text does not arrive. */
    void lose(String containing) {
        lost.set(null);
        toLose.set(containing);
    }

    /** The message that was lost; null before. */
    @Nullable
    String lost() {
        return lost.get();
    }

    /** The server's messages that arrived since one was lost last, or since the start, of all connections. */
    List<String> passed() {
        return passed;
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(Work work) {
        Future<?> unused = threads.submit(() -> {
            try {
                work.run();
            } catch (EOFException | SocketException ended) {
                close(open); // one end has gone; the other is told by its own end of stream
            }
            return null;
        });
    }

    private static void close(Set<Closeable> all) {
        for (Closeable each : all) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        all.clear();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket service = new Socket(target.getAddress(), target.getPort());
            open.add(client);
            open.add(service);
            run(() -> client.getInputStream().transferTo(service.getOutputStream()));
            run(() -> passMessages(service.getInputStream(), client.getOutputStream()));
        }
    }

    private void passMessages(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.readUnsignedByte();
            head.append((char) next);
            to.write(next);
        }
        to.flush();
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            in.transferTo(to);
            return;
        }
        while (true) {
            byte[] header = header(in);
            byte[] payload = in.readNBytes(length(header));
            boolean text = (header[0] & 0x0f) == TEXT;
            if (!text || !loses(new String(payload, StandardCharsets.UTF_8))) {
                to.write(header);
                to.write(payload);
                to.flush();
            }
        }
    }

    private boolean loses(String message) {
        String wanted = toLose.get();
        if (wanted != null && message.contains(wanted) && toLose.compareAndSet(wanted, null)) {
            passed.clear(); // what came before the lost one is not what followed it
            lost.set(message);
            return true;
        }
        passed.add(message);
        return false;
    }

    private static byte[] header(DataInputStream in) throws IOException {
        byte first = in.readByte();
        byte second = in.readByte();
        int extra = second == LONG_LENGTH ? Long.BYTES : second == SHORT_LENGTH ? Short.BYTES : 0;
        byte[] header = new byte[2 + extra];
        header[0] = first;
        header[1] = second;
        in.readFully(header, 2, extra);
        return header;
    }

    private static int length(byte[] header) {
        int length = header[1];
        if (header.length > 2) {
            length = 0;
            for (int i = 2; i < header.length; i++) {
                length = (length << Byte.SIZE) | (header[i] & 0xff);
            }
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        server.close();
        close(open);
        threads.shutdownNow();
    }
}
