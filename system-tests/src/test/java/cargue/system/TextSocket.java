package cargue.system;

import cargue.faults.socket.Frames;
import cargue.faults.socket.Frames.Refused;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that hands on whole texts and can stop reading. While it does, what the server sends fills a small receive
 * buffer and then waits at the server. Each has a thread of its own, on which its reader is called. (Of some 10,000 connections by
 * java.net.http of JDK 17 three lost what came right after the handshake; one's own frames leave no doubt whose loss.)
 */
final class TextSocket {

    /** Close code of a connection that ended without a close. */
    static final int BROKEN = 1006;

    private static final int RECEIVE_BUFFER = 8 * 1024;
    private static final int CONNECT_LIMIT_MS = 20_000;
    private static final Reader IGNORED = new Reader() {

        @Override
        public void text(TextSocket from, String text) {}

        @Override
        public void closed(TextSocket from, int code) {}
    };

    private final Socket socket = new Socket();
    private final CompletableFuture<TextSocket> opened = new CompletableFuture<>();
    private final Reader reader;
    private boolean asleep;
    private boolean dropped;

    private TextSocket(Reader reader) {
        this.reader = reader;
    }

    /** Is told what comes, one call at a time. */
    interface Reader {

        void text(TextSocket from, String text);

        void closed(TextSocket from, int code);
    }

    /** Begins to open a connection; {@link #opened} tells how that went. */
    static TextSocket open(String nodeUrl, String pathAndQuery, @Nullable String subprotocol, Reader reader) {
        TextSocket opening = new TextSocket(reader);
        Thread thread = new Thread(() -> opening.run(URI.create(nodeUrl + pathAndQuery), subprotocol), "viewer");
        thread.setDaemon(true);
        thread.start();
        return opening;
    }

    /** The HTTP status with which a handshake is refused. */
    static int refusal(String nodeUrl, String pathAndQuery, @Nullable String subprotocol) {
        TextSocket socket = open(nodeUrl, pathAndQuery, subprotocol, IGNORED);
        try {
            socket.opened().join();
            socket.drop();
            throw new IllegalStateException(pathAndQuery + " was not refused");
        } catch (CompletionException e) {
            if (e.getCause() instanceof Refused refused) {
                return refused.status();
            }
            throw e;
        }
    }

    /** Fails when the handshake is refused, and when another subprotocol is chosen than the one asked for. */
    CompletableFuture<TextSocket> opened() {
        return opened;
    }

    /** Stops reading; the connection stays. */
    synchronized void stall() {
        asleep = true;
    }

    /** Reads again. */
    synchronized void wake() {
        asleep = false;
        notifyAll();
    }

    /** Sends a text after those before it. */
    void send(String text) {
        try {
            Frames.write(socket, Frames.TEXT, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The connection has ended; the reader is told, or has dropped it.
        }
    }

    /** Ends the connection without a word; nothing is handed on any more. */
    synchronized void drop() {
        dropped = true;
        notifyAll();
        Frames.end(socket);
    }

    private synchronized boolean isDropped() {
        return dropped;
    }

    private void run(URI uri, @Nullable String subprotocol) {
        int code = BROKEN;
        try (socket) {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_LIMIT_MS);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            Frames.handshake(socket, in, uri, subprotocol, Users.viewer());
            opened.complete(this);
            code = read(in);
        } catch (ProtocolException | CharacterCodingException e) {
            reader.text(this, "no frame of the RFC: " + e);
            opened.completeExceptionally(e);
        } catch (IOException e) {
            opened.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!isDropped() && !opened.isCompletedExceptionally()) {
            reader.closed(this, code);
        }
    }

    /** Hands on texts until the close, whose code it returns. */
    private int read(DataInputStream in) throws IOException, InterruptedException {
        Frames.Message message = new Frames.Message();
        while (true) {
            awaitAwake();
            Frames.Frame frame = Frames.read(in);
            switch (frame.opcode()) {
                case Frames.PING -> Frames.write(socket, Frames.PONG, frame.payload());
                case Frames.PONG -> {}
                case Frames.CLOSE -> {
                    Frames.write(socket, Frames.CLOSE, frame.payload());
                    return frame.payload().length < 2
                            ? BROKEN
                            : ByteBuffer.wrap(frame.payload()).getShort();
                }
                default -> {
                    String text = message.add(frame);
                    if (text != null && !isDropped()) {
                        reader.text(this, text);
                    }
                }
            }
        }
    }

    private synchronized void awaitAwake() throws InterruptedException {
        while (asleep && !dropped) {
            wait();
        }
    }
}
