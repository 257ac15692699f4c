package cargue.push.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.push.Fichas;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A viewer as a browser is one, which reads on or stops reading. */
final class TestViewer implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final boolean reading;
    private final WebSocket socket;
    private volatile int closeCode = -1;

    private TestViewer(String address, boolean reading, String token, List<String> subprotocols) {
        this.reading = reading;
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token);
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.get(0),
                    subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
        }
        socket = builder.buildAsync(URI.create("ws://" + address), this).join();
    }

    static TestViewer open(PushNode node, String path, String... subprotocols) {
        return new TestViewer(node.address() + path, true, Fichas.ADMIN, List.of(subprotocols));
    }

    /** The same with a token of one's own. */
    static TestViewer openWith(String token, PushNode node, String path, String... subprotocols) {
        return new TestViewer(node.address() + path, true, token, List.of(subprotocols));
    }

    /** Reads nothing until {@link #wake}. */
    static TestViewer stalled(PushNode node, String path) {
        return new TestViewer(node.address() + path, false, Fichas.ADMIN, List.of());
    }

    void wake() {
        socket.request(Long.MAX_VALUE);
    }

    WebSocket socket() {
        return socket;
    }

    /** Sends a message and waits until it is on its way. */
    void say(String text) {
        socket.sendText(text, true).exceptionally(e -> socket).join();
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reading) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            synchronized (texts) {
                texts.add(part.toString());
            }
            part.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closeCode = statusCode;
        return null;
    }

    /** All that came, with the signs of life, which come whenever it is quiet for long enough. */
    List<String> texts() {
        synchronized (texts) {
            return List.copyOf(texts);
        }
    }

    /** All that came but the signs of life. */
    List<String> said() {
        return texts().stream()
                .filter(text -> !text.startsWith("{\"type\":\"latido\""))
                .toList();
    }

    /** All of {@link #said}. */
    List<JsonNode> messages() {
        return said().stream().map(JSON::readTree).toList();
    }

    List<Long> seqs() {
        return messages().stream().map(message -> message.get("seq").asLong()).toList();
    }

    /** The latest seq of each producto: what the viewer shows. */
    Map<String, Long> shows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        messages()
                .forEach(message -> rows.put(
                        message.get("producto").asString(), message.get("seq").asLong()));
        return rows;
    }

    /** On a plain stream, where each message is a row. Of thousands only the last is parsed each time. */
    TestViewer awaitSeq(long seq) {
        await().atMost(LIMIT).until(() -> {
            List<String> all = texts();
            return !all.isEmpty()
                    && JSON.readTree(all.get(all.size() - 1)).get("seq").asLong() >= seq;
        });
        return this;
    }

    TestViewer awaitMessages(int count) {
        await().atMost(LIMIT).until(() -> said().size() >= count);
        return this;
    }

    void awaitClose(int code) {
        await().atMost(LIMIT).until(() -> closeCode != -1);
        assertThat(closeCode).isEqualTo(code);
    }

    boolean isOpen() {
        return closeCode == -1;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
