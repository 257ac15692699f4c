package cargue.bench.socket;

import cargue.bench.socket.Handshake.Answer;
import cargue.local.process.StackException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A kept connection for HTTP requests: each is sent when the one before it was answered, so that a server gets them in
 * order. Takes answers with a Content-Length, and those that have no body. All of it belongs to the loop's thread.
 */
public final class HttpConnection implements Loop.Ready {

    /** Requests that may wait; a server that is further behind fails the run. */
    public static final int MOST_WAITING = 10_000;

    private static final int NO_CONTENT = 204;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final InetSocketAddress server;
    private final Selector selector;
    private SocketChannel channel;
    private SelectionKey key;
    private final Queue<Sent> waiting = new ArrayDeque<>();
    private ByteBuffer output = EMPTY;
    private byte[] kept = {};
    private boolean underWay;

    HttpConnection(InetSocketAddress server, Selector selector) throws IOException {
        this.server = server;
        this.selector = selector;
        channel = SocketChannel.open();
        key = open();
    }

    private SelectionKey open() throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = channel.connect(server);
        return channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
    }

    /** Servers end a kept connection after some requests, or when it was idle. */
    private void reopen() throws IOException {
        drop();
        kept = new byte[0];
        output = EMPTY;
        channel = SocketChannel.open();
        key = open();
    }

    /** What is done with an answer; an exception fails the loop. */
    public interface Answered {

        /**
         * The answer is there.
         *
         * @param body valid only within the call; it has an array
         * @param now when its last byte was read, by {@link System#nanoTime}
         */
        void take(int status, ByteBuffer body, long now);
    }

    private record Sent(ByteBuffer request, Answered answered) {}

    /** Sends a whole request, head and body, when its turn comes. */
    public void send(ByteBuffer request, Answered answered) {
        if (waiting.size() >= MOST_WAITING) {
            throw new StackException("the server answers too slowly: " + MOST_WAITING + " requests wait");
        }
        waiting.add(new Sent(request, answered));
        if (!underWay && channel.isConnected()) {
            begin();
        }
    }

    @Override
    public void ready(ByteBuffer buffer) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                begin();
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read(buffer);
            }
        } catch (IOException e) {
            throw new StackException("the server takes no requests: " + e.getMessage(), e);
        }
    }

    @Override
    public void drop() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // It is as gone as it can be.
        }
    }

    private void begin() {
        Sent next = waiting.peek();
        underWay = next != null;
        output = next == null ? EMPTY : next.request();
        try {
            flush();
        } catch (IOException e) {
            throw new StackException("the server takes no requests: " + e.getMessage(), e);
        }
    }

    private void flush() throws IOException {
        if (output.hasRemaining()) {
            channel.write(output);
        }
        key.interestOps(output.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear().put(kept);
        int read = channel.read(buffer);
        long now = System.nanoTime();
        buffer.flip();
        @Nullable ByteBuffer body = EMPTY;
        @Nullable Answer answer = Handshake.read(buffer);
        if (answer != null) {
            body = body(answer, buffer);
        }
        if (answer == null || body == null) {
            if (read < 0) {
                if (!waiting.isEmpty()) {
                    throw new StackException("the server ended a connection without an answer");
                }
                reopen();
                return;
            }
            buffer.rewind();
            kept = new byte[buffer.remaining()];
            buffer.get(kept);
            return;
        }
        kept = new byte[0];
        Sent sent = waiting.remove();
        underWay = false;
        if ("close".equalsIgnoreCase(answer.headers().get("connection"))) {
            reopen();
        }
        sent.answered().take(answer.status(), body, now);
        if (!underWay && channel.isConnected()) {
            begin();
        }
    }

    /** Null when it is not all there. */
    private static @Nullable ByteBuffer body(Answer answer, ByteBuffer in) {
        String length = answer.headers().get("content-length");
        if (length == null && answer.status() != NO_CONTENT) {
            throw new ProtocolViolation("an answer without Content-Length: " + answer);
        }
        int expected = length == null ? 0 : Integer.parseInt(length);
        return in.remaining() < expected ? null : in.slice(in.position(), expected);
    }
}
