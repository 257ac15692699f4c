package cargue.bench.socket;

import cargue.bench.socket.Handshake.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** One client. All of it belongs to the loop's thread. */
public final class Connection implements FrameParser.Sink, Loop.Ready {

    /** Frames that may wait for the socket; a server that takes no more fails the run. */
    static final int MOST_WAITING = 1_000;

    private static final int NORMAL = 1000;

    private final Loop.Request request;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private final FrameParser frames = new FrameParser(this);
    private final long startedAt = System.nanoTime();
    private byte[] headSoFar = {};
    private long upgradedAt;
    private long readAt;
    private boolean deaf;
    private boolean over;

    /** Starts to connect. */
    Connection(Loop.Request request, Selector selector) throws IOException {
        this.request = request;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (request.receiveBuffer() > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, request.receiveBuffer());
        }
        waiting.add(Handshake.request(request));
        boolean connected = channel.connect(request.server());
        key = channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
    }

    /** When it began to connect, by {@link System#nanoTime}. */
    public long startedAt() {
        return startedAt;
    }

    /** When the server's upgrade was read; 0: not yet. */
    public long upgradedAt() {
        return upgradedAt;
    }

    /** Whether the system has made the connection; a server may not have taken it yet. */
    public boolean isConnected() {
        return channel.isConnected();
    }

    /** The port on our side, by which the system's tables name it; 0: it has none. */
    public int localPort() {
        try {
            return channel.getLocalAddress() instanceof InetSocketAddress address ? address.getPort() : 0;
        } catch (IOException e) {
            return 0; // closed
        }
    }

    /** Sends a text message, or keeps it until the socket takes it. */
    public void send(String message) {
        write(ClientFrames.text(message));
    }

    /** From now on nothing is read: the server's bytes pile up in the socket's buffers, then at the server. */
    public void stopReading() {
        deaf = true;
        if (key.isValid()) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
        }
    }

    /** Says goodbye and is gone; does not wait for the server's. */
    public void close() {
        if (!over && upgradedAt != 0) {
            write(ClientFrames.close(NORMAL));
        }
        drop();
    }

    @Override
    public void drop() {
        over = true;
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // It is as gone as it can be.
        }
    }

    @Override
    public void ready(ByteBuffer buffer) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_WRITE);
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read(buffer);
            }
        } catch (IOException e) {
            end(new Ending.Lost(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void text(ByteBuffer message) {
        if (!over && !deaf) {
            request.listener().text(this, message, readAt);
        }
    }

    @Override
    public void ping(ByteBuffer payload) {
        if (!over && !deaf) {
            write(ClientFrames.pong(payload));
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!over) {
            write(ClientFrames.close(NORMAL));
            end(new Ending.Closed(code, reason));
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (upgradedAt == 0) {
            buffer.put(headSoFar);
        }
        int read = channel.read(buffer);
        readAt = System.nanoTime();
        buffer.flip();
        if (upgradedAt != 0 || readHead(buffer)) {
            frames.feed(buffer);
        }
        if (read < 0 && !over) {
            end(new Ending.Lost("the server ended the connection without a close frame"));
        }
    }

    /** Whether the upgrade is there, and what follows it is left in the buffer. */
    private boolean readHead(ByteBuffer buffer) {
        Answer answer = Handshake.read(buffer);
        if (answer == null) {
            headSoFar = new byte[buffer.remaining()];
            buffer.get(headSoFar);
            return false;
        }
        if (answer.status() != Handshake.UPGRADED) {
            String wait = answer.headers().getOrDefault("retry-after", "0");
            end(new Ending.Refused(answer.status(), wait.matches("\\d{1,4}") ? Integer.parseInt(wait) : 0));
            return false;
        }
        answer.verifyUpgrade(request.subprotocol());
        upgradedAt = readAt;
        request.listener().opened(this);
        return true;
    }

    private void write(ByteBuffer frame) {
        if (over) {
            return;
        }
        if (waiting.size() >= MOST_WAITING) {
            throw new ProtocolViolation("a server reads nothing of its client any more");
        }
        waiting.add(frame);
        try {
            flush();
        } catch (IOException e) {
            end(new Ending.Lost(String.valueOf(e.getMessage())));
        }
    }

    private void flush() throws IOException {
        for (ByteBuffer next = waiting.peek(); next != null; next = waiting.peek()) {
            channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            waiting.remove();
        }
        int reading = deaf ? 0 : SelectionKey.OP_READ;
        key.interestOps(waiting.isEmpty() ? reading : reading | SelectionKey.OP_WRITE);
    }

    private void end(Ending ending) {
        if (!over) {
            drop();
            request.listener().ended(this, ending);
        }
    }
}
