package cargue.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * The first event of every epoca but a vendedor's first: the numbering begins anew. The events 2..{@code hasta} that
 * follow hold the vendedor's rows; a reader serves the old state until it has them all.
 *
 * @param seq always 1
 * @param hasta last seq of the restated rows; 1 when there are none
 */
@JsonPropertyOrder({
    "schema",
    "id",
    "type",
    "vendedor_id",
    "epoca",
    "seq",
    "hasta",
    "causa",
    "actor",
    "rol",
    "origen",
    "ocurrido_en"
})
public record EpocaEvento(
        @JsonProperty(required = true) int schema,
        @JsonProperty(required = true) UUID id,

        @JsonProperty(value = "vendedor_id", required = true)
        String vendedorId,

        @JsonProperty(required = true) UUID epoca,
        @JsonProperty(required = true) long seq,
        @JsonProperty(required = true) long hasta,
        @JsonProperty(required = true) Causa causa,
        @JsonProperty(required = true) String actor,
        @JsonProperty(required = true) Rol rol,
        @JsonProperty(required = true) String origen,

        @JsonProperty(value = "ocurrido_en", required = true)
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = EventoJson.INSTANT, timezone = "UTC")
        Instant ocurridoEn)
        implements Evento {

    static final String TYPE = "epoca";

    /** Refuses null where the wire has none; JSON can carry it past the types. */
    public EpocaEvento {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(vendedorId, "vendedor_id");
        Objects.requireNonNull(epoca, "epoca");
        Objects.requireNonNull(causa, "causa");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(rol, "rol");
        Objects.requireNonNull(origen, "origen");
        Objects.requireNonNull(ocurridoEn, "ocurrido_en");
    }

    /** The record's {@code type} on the wire. */
    @JsonProperty("type")
    public String type() {
        return TYPE;
    }
}
