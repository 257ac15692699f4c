package cargue.system;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** A WebSocket client that keeps what it gets. */
final class Viewer implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private Viewer(String uri) {
        socket = CLIENT.newWebSocketBuilder()
                .header("Authorization", "Bearer " + Users.viewer())
                .buildAsync(URI.create(uri), this)
                .join();
    }

    /** Connects; throws when the handshake is refused. */
    static Viewer connect(String pushUrl, String pathAndQuery) {
        return new Viewer(pushUrl.replaceFirst("^http", "ws") + pathAndQuery);
    }

    /**
     * Connects when push-service has read up to a seq, so that everything up to it comes as replay; the row that it
     * changed must be among those asked for.
     */
    static Viewer connectAfter(String pushUrl, String pathAndQuery, long seq) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            Viewer viewer = connect(pushUrl, pathAndQuery);
                            if (viewer.hasReplayed(seq)) {
                                return viewer;
                            }
                            viewer.close();
                            return null;
                        },
                        Objects::nonNull);
    }

    private boolean hasReplayed(long seq) {
        try {
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> messages.stream().anyMatch(m -> m.get("seq").longValue() == seq));
        } catch (ConditionTimeoutException e) {
            return false;
        }
        return messages.stream().allMatch(m -> m.has("replay"));
    }

    /** Waits until the server has taken the connection on: it reads nothing of it before. */
    Viewer awaitTaken() throws Exception {
        socket.sendPing(ByteBuffer.allocate(0)).join();
        answered.get(30, TimeUnit.SECONDS);
        return this;
    }

    List<JsonNode> messages() {
        return messages;
    }

    /** The close code, once the server has closed. */
    int closeCode() throws Exception {
        return closed.get(30, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(Api.JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        answered.complete(true);
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
