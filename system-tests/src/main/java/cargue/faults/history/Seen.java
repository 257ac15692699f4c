package cargue.faults.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a viewer saw; {@link #at} is when. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "seen")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Seen.Asked.class, name = "asked"),
    @JsonSubTypes.Type(value = Seen.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = Seen.Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = Seen.Checks.class, name = "checks"),
    @JsonSubTypes.Type(value = Seen.Latido.class, name = "latido"),
    @JsonSubTypes.Type(value = Seen.Strange.class, name = "strange"),
    @JsonSubTypes.Type(value = Seen.Closed.class, name = "closed")
})
public sealed interface Seen {

    /** When. */
    long at();

    /** Something about one vendedor's stream. */
    sealed interface OfVendedor extends Seen {

        /** Whose. */
        String vendedorId();
    }

    /**
     * It asked for a vendedor's stream, on a new connection.
     *
     * @param node of push-service
     * @param epoca of the position that it asked to resume after; null when it has none
     */
    record Asked(
            long at,
            String node,
            String vendedorId,
            @Nullable String epoca,
            long seq) implements OfVendedor {}

    /**
     * The stream begins.
     *
     * @param epoca null of an empty stream
     */
    record Hello(long at, String vendedorId, @Nullable String epoca, long seq, String modo) implements OfVendedor {}

    /**
     * All rows, or a part of them.
     *
     * @param rows each as it came, JSON
     */
    record Snapshot(long at, String vendedorId, long seq, int parte, int partes, List<String> rows)
            implements OfVendedor {}

    /**
     * All that changed after one seq up to another.
     *
     * @param rows each as it came, JSON
     */
    record Checks(long at, String vendedorId, long de, long a, List<String> rows) implements OfVendedor {}

    /** A sign of life, with how far everything was sent. */
    record Latido(long at, String vendedorId, long seq) implements OfVendedor {}

    /** Something that the contract does not have: an error message, or what cannot be read. */
    record Strange(long at, String text) implements Seen {}

    /**
     * The connection ended.
     *
     * @param code of the close, 1006 without one
     */
    record Closed(long at, int code) implements Seen {}
}
