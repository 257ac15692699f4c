package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Posicion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A strict client of {@code cargue.v1}, written from the contract alone: of one vendedor, or of many on one socket. It
 * may stall, drop its connection and resume on any node, and keeps what it shows in between. It judges every message;
 * {@link #assertSound} must hold whatever happens. Thread-safe.
 */
final class V1Viewer implements TextSocket.Reader, AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);
    static final String SUBPROTOCOL = "cargue.v1";
    private static final int LONGEST_MESSAGE = 64 * 1024;
    private static final int KEPT_MESSAGES = 400;

    private final @Nullable String only;
    private final Trace trace = new Trace();
    private final V1Streams streams;
    private final Deque<JsonNode> messages = new ArrayDeque<>();
    private @Nullable TextSocket socket;
    private CompletableFuture<Integer> closed = new CompletableFuture<>();

    private V1Viewer(@Nullable String only) {
        this.only = only;
        this.streams = new V1Streams(only, trace);
    }

    /** Of one vendedor. */
    static V1Viewer of(String vendedorId, Filter filter) {
        V1Viewer viewer = new V1Viewer(vendedorId);
        viewer.streams.add(vendedorId, filter);
        return viewer;
    }

    /** Of many vendedores; {@link #subscribe} adds them. */
    static V1Viewer ofMany() {
        return new V1Viewer(null);
    }

    /** Connects, resuming where it is; throws when the handshake is refused. */
    V1Viewer connect(String nodeUrl) {
        connecting(nodeUrl).join();
        return this;
    }

    /** Connects and asks for what follows a position that it has not earned. */
    V1Viewer connect(String nodeUrl, Posicion desde) {
        open(nodeUrl, desde).join();
        return this;
    }

    /** Begins to connect, resuming where it is; the old connection ends first. */
    CompletableFuture<TextSocket> connecting(String nodeUrl) {
        return open(nodeUrl, null);
    }

    private synchronized CompletableFuture<TextSocket> open(String nodeUrl, @Nullable Posicion wanted) {
        drop();
        closed = new CompletableFuture<>();
        messages.clear();
        streams.opened();
        String path = "/ws/cargue/";
        if (only != null) {
            V1Stream stream = stream();
            Posicion desde = wanted == null ? stream.shown().posicion() : wanted;
            stream.opened(desde);
            path += only + "/" + stream.filter().query(desde);
        }
        trace.add("-> " + nodeUrl + path);
        TextSocket opening = TextSocket.open(nodeUrl, path, SUBPROTOCOL, this);
        socket = opening;
        return opening.opened().whenComplete((opened, e) -> {
            if (e != null) {
                refused(opening, e);
            } else {
                subscribeAll(opening);
            }
        });
    }

    private synchronized void refused(TextSocket opening, Throwable e) {
        trace.add("refused: " + e);
        if (socket == opening) {
            socket = null;
        }
    }

    private synchronized void subscribeAll(TextSocket opened) {
        if (only == null && socket == opened) {
            streams.all().forEach((vendedorId, stream) -> {
                Posicion desde = stream.shown().posicion();
                stream.opened(desde);
                send(stream.filter().subscribe(vendedorId, desde).toString());
            });
        }
    }

    /** Follows one more vendedor. */
    synchronized void subscribe(String vendedorId, Filter filter) {
        subscribe(vendedorId, filter, null);
    }

    /** Follows one more vendedor from a position that was not earned. */
    synchronized void subscribe(String vendedorId, Filter filter, @Nullable Posicion desde) {
        streams.add(vendedorId, filter).opened(desde);
        send(filter.subscribe(vendedorId, desde).toString());
    }

    synchronized boolean canSubscribe(String vendedorId) {
        return isOpen() && streams.canAdd(vendedorId);
    }

    /** Asks anew for a vendedor that is followed, from where it is. */
    synchronized void subscribeAgain(String vendedorId) {
        V1Stream stream = streams.get(vendedorId);
        Posicion desde = stream.shown().posicion();
        stream.repeated(desde);
        send(stream.filter().subscribe(vendedorId, desde).toString());
    }

    /** Follows a vendedor no longer; not again on this connection. */
    synchronized void unsubscribe(String vendedorId) {
        streams.remove(vendedorId);
        send("{\"type\":\"unsubscribe\",\"vendedor_id\":\"" + vendedorId + "\"}");
    }

    /** Sends a message word for word. */
    synchronized void send(String text) {
        trace.add("-> " + text);
        if (socket == null) {
            throw new IllegalStateException("not connected" + trace);
        }
        socket.send(text);
    }

    /** Ends the connection without a word. */
    synchronized void drop() {
        if (socket != null) {
            socket.drop();
            socket = null;
            streams.closed();
            trace.add("-- dropped");
        }
    }

    synchronized void stall() {
        if (socket != null) {
            trace.add("-- stalled");
            socket.stall();
        }
    }

    synchronized void wake() {
        if (socket != null) {
            trace.add("-- awake");
            socket.wake();
        }
    }

    /** Loses the next message that moves a position. */
    synchronized void loseOne() {
        streams.loseOne();
    }

    /** Whether it has a connection, or is about to get one. */
    synchronized boolean isConnected() {
        return socket != null;
    }

    /** Whether messages can be sent. */
    synchronized boolean isOpen() {
        return socket != null && socket.opened().isDone();
    }

    synchronized V1Stream stream() {
        return streams.get(only == null ? "" : only);
    }

    synchronized V1Stream stream(String vendedorId) {
        return streams.get(vendedorId);
    }

    synchronized Set<String> vendedores() {
        return Set.copyOf(streams.all().keySet());
    }

    /** What it shows of its one vendedor. */
    synchronized Map<String, Table.Row> states() {
        return stream().shown().states();
    }

    /** The last messages of the present connection. */
    synchronized List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    /** Those of one type. */
    List<JsonNode> messages(String type) {
        return messages().stream()
                .filter(m -> m.get("type").stringValue().equals(type))
                .toList();
    }

    /** Waits for a message of the present connection; one that has come already will do. */
    JsonNode awaitMessage(String type, Predicate<JsonNode> which, Duration limit) {
        return await().alias(type + " to " + this)
                .atMost(limit)
                .until(() -> messages(type).stream().filter(which).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    JsonNode awaitMessage(String type) {
        return awaitMessage(type, m -> true, LIMIT);
    }

    /** Waits until its one stream is complete and has reached a seq. */
    V1Viewer awaitSeq(long seq) {
        return awaitSeq(only == null ? "" : only, seq);
    }

    /** Waits until a stream is complete and has reached a seq. */
    V1Viewer awaitSeq(String vendedorId, long seq) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(isLiveAt(vendedorId, seq))
                        .as("%s at seq %d or later: %s", vendedorId, seq, this)
                        .isTrue());
        return this;
    }

    private synchronized boolean isLiveAt(String vendedorId, long seq) {
        V1Stream stream = stream(vendedorId);
        return stream.isLive() && stream.shown().p() >= seq;
    }

    List<String> violations() {
        return trace.violations();
    }

    /** Nothing may have been wrong so far. */
    V1Viewer assertSound() {
        assertThat(violations()).as(toString()).isEmpty();
        return this;
    }

    /** The close code, once the server has closed. */
    int closeCode() throws Exception {
        CompletableFuture<Integer> end;
        synchronized (this) {
            end = closed;
        }
        return end.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public synchronized void text(TextSocket from, String text) {
        if (from != socket) {
            return;
        }
        trace.add("<- " + text);
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_MESSAGE) {
            trace.violated("longer than 64 KiB");
        }
        try {
            Documented.message(only == null ? Documented.MANY : Documented.ONE, text);
            JsonNode message = Api.JSON.readTree(text);
            messages.add(message);
            if (messages.size() > KEPT_MESSAGES) {
                messages.remove();
            }
            streams.take(message);
        } catch (RuntimeException e) { // whatever is not as the contract says, and a mistake in this class
            trace.violated("not understood: " + e);
        }
    }

    @Override
    public synchronized void closed(TextSocket from, int code) {
        if (from == socket) {
            trace.add("<- closed " + code);
            socket = null;
            streams.closed();
            closed.complete(code);
        }
    }

    @Override
    public void close() {
        drop();
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder("viewer of " + (only == null ? "many" : only));
        streams.all()
                .forEach((id, stream) -> text.append(" [%s %s %s, %s]"
                        .formatted(
                                id,
                                stream.filter(),
                                stream.shown().posicion(),
                                stream.isLive() ? "live" : "not live")));
        return text.append(trace).toString();
    }
}
