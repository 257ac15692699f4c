package cargue.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that hands on whole texts and can stop reading. While it does, what the server sends fills the receive
 * buffer, which the build keeps small, and then waits at the server.
 */
final class TextSocket implements WebSocket.Listener {

    /** Close code of a connection that ended without a close. */
    static final int BROKEN = 1006;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Reader IGNORED = new Reader() {

        @Override
        public void text(TextSocket from, String text) {}

        @Override
        public void closed(TextSocket from, int code) {}
    };

    private final Reader reader;
    private final CompletableFuture<TextSocket> opened = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private @Nullable WebSocket socket;
    private boolean asleep;
    private boolean owed;
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
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(CONNECT_LIMIT);
        if (subprotocol != null) {
            builder.subprotocols(subprotocol);
        }
        URI uri = URI.create(nodeUrl.replaceFirst("^http", "ws") + pathAndQuery);
        var unused = builder.buildAsync(uri, opening).whenComplete((socket, e) -> {
            if (e != null) {
                opening.opened.completeExceptionally(e);
            } else if (socket.getSubprotocol().equals(subprotocol == null ? "" : subprotocol)) {
                opening.opened.complete(opening);
            } else {
                socket.abort();
                opening.opened.completeExceptionally(
                        new IllegalStateException("subprotocol is '" + socket.getSubprotocol() + "'"));
            }
        });
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
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
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
        if (owed && socket != null) {
            owed = false;
            socket.request(1);
        }
    }

    /** Sends a text after those before it. */
    synchronized void send(String text) {
        WebSocket current = socket;
        if (current == null) {
            throw new IllegalStateException("not open");
        }
        sent = sent.handle((done, e) -> null).thenCompose(done -> current.sendText(text, true));
    }

    /** Ends the connection without a word; nothing is handed on any more. */
    synchronized void drop() {
        dropped = true;
        if (socket != null) {
            socket.abort();
        }
    }

    private synchronized boolean isDropped() {
        return dropped;
    }

    @Override
    public synchronized void onOpen(WebSocket webSocket) {
        socket = webSocket;
        if (dropped) {
            webSocket.abort();
        } else {
            next(webSocket);
        }
    }

    private synchronized void next(WebSocket webSocket) {
        if (asleep) {
            owed = true;
        } else {
            webSocket.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last && !isDropped()) {
            reader.text(this, partial.toString());
        }
        if (last) {
            partial.setLength(0);
        }
        next(webSocket);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        reader.text(this, "(binary message of " + data.remaining() + " bytes)");
        next(webSocket);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        next(webSocket); // the pong is sent by the library
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        next(webSocket);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        end(code);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        end(BROKEN);
    }

    private void end(int code) {
        if (!isDropped()) {
            reader.closed(this, code);
        }
    }
}
