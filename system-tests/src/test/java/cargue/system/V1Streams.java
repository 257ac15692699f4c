package cargue.system;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The streams of one {@code cargue.v1} viewer: hands each message to the one that it is of. Not thread-safe. */
final class V1Streams {

    private final Map<String, V1Stream> streams = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();
    private final @Nullable String only;
    private final Trace trace;
    private boolean goodbye;
    private boolean deaf;

    /** Of one vendedor, or, with null, of those that are added. */
    V1Streams(@Nullable String only, Trace trace) {
        this.only = only;
        this.trace = trace;
    }

    Map<String, V1Stream> all() {
        return streams;
    }

    V1Stream get(String vendedorId) {
        V1Stream stream = streams.get(vendedorId);
        if (stream == null) {
            throw new IllegalStateException(vendedorId + " is not followed");
        }
        return stream;
    }

    /** What was left on this connection may still be under way and could not be told from what is asked for anew. */
    boolean canAdd(String vendedorId) {
        return !streams.containsKey(vendedorId) && !left.contains(vendedorId);
    }

    V1Stream add(String vendedorId, Filter filter) {
        if (!canAdd(vendedorId)) {
            throw new IllegalStateException(vendedorId + " is followed, or was on this connection");
        }
        V1Stream stream = new V1Stream(vendedorId, filter, trace::violated);
        streams.put(vendedorId, stream);
        return stream;
    }

    void remove(String vendedorId) {
        streams.remove(vendedorId);
        left.add(vendedorId);
    }

    /** A connection begins. */
    void opened() {
        left.clear();
        goodbye = false;
    }

    void closed() {
        streams.values().forEach(V1Stream::closed);
    }

    /** Loses the next message that moves a position. */
    void loseOne() {
        deaf = true;
    }

    void take(JsonNode message) {
        check(!goodbye, "a message after adios");
        switch (message.get("type").stringValue()) {
            case "hello" -> route(message, V1Stream::hello);
            case "snapshot" -> route(message, V1Stream::snapshot);
            case "checks" -> {
                if (!deaf) {
                    route(message, V1Stream::checks);
                }
                deaf = false;
            }
            case "latido" -> latido(message);
            case "adios" -> goodbye = true;
            case "error" ->
                check(message.get("codigo").isString() && message.get("message").isString(), "error");
            default -> trace.violated("unknown type");
        }
    }

    private void route(JsonNode message, BiConsumer<V1Stream, JsonNode> step) {
        boolean named = message.has("vendedor_id");
        boolean mustName = only == null || message.get("type").stringValue().equals("hello");
        check(named == mustName, "vendedor_id");
        String vendedorId = named ? message.get("vendedor_id").stringValue() : only;
        V1Stream stream = streams.get(vendedorId);
        if (stream != null) {
            step.accept(stream, message);
        } else {
            check(left.contains(vendedorId), "of " + vendedorId + ", which was not asked for");
        }
    }

    private void latido(JsonNode message) {
        streams.values().forEach(stream -> stream.checkAtraso(message));
        check(message.has("seq") == (only != null) && message.has("posiciones") == (only == null), "latido's keys");
        if (only != null) {
            latido(only, message.get("seq").longValue());
            return;
        }
        for (Map.Entry<String, JsonNode> entry : message.get("posiciones").properties()) {
            latido(entry.getKey(), entry.getValue().longValue());
        }
    }

    private void latido(String vendedorId, long seq) {
        V1Stream stream = streams.get(vendedorId);
        if (stream != null) {
            stream.latido(seq);
        } else {
            check(left.contains(vendedorId), "latido of " + vendedorId + ", which was not asked for");
        }
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            trace.violated(what);
        }
    }
}
