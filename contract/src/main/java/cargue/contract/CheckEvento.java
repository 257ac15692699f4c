package cargue.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of one row, with the row's whole state after it. For every event: v implies d, and d implies total &gt; 0.
 *
 * @param producto the sheet's own spelling
 * @param total cantidad - dctos + adicional - devoluciones - vencidas
 * @param actor who did it
 * @param origen through what (an app's name)
 * @param marcadoEn when the person tapped, by the phone's clock; null when unknown
 */
@JsonPropertyOrder({
    "schema",
    "id",
    "type",
    "vendedor_id",
    "epoca",
    "seq",
    "dia",
    "fecha",
    "producto",
    "v",
    "d",
    "cantidad",
    "adicional",
    "dctos",
    "devoluciones",
    "vencidas",
    "total",
    "causa",
    "actor",
    "rol",
    "origen",
    "ocurrido_en",
    "marcado_en"
})
public record CheckEvento(
        @JsonProperty(required = true) int schema,
        @JsonProperty(required = true) UUID id,

        @JsonProperty(value = "vendedor_id", required = true)
        String vendedorId,

        @JsonProperty(required = true) UUID epoca,
        @JsonProperty(required = true) long seq,
        @JsonProperty(required = true) Dia dia,
        @JsonProperty(required = true) LocalDate fecha,
        @JsonProperty(required = true) String producto,
        @JsonProperty(required = true) boolean v,
        @JsonProperty(required = true) boolean d,
        @JsonProperty(required = true) int cantidad,
        @JsonProperty(required = true) int adicional,
        @JsonProperty(required = true) int dctos,
        @JsonProperty(required = true) int devoluciones,
        @JsonProperty(required = true) int vencidas,
        @JsonProperty(required = true) int total,
        @JsonProperty(required = true) Causa causa,
        @JsonProperty(required = true) String actor,
        @JsonProperty(required = true) Rol rol,
        @JsonProperty(required = true) String origen,

        @JsonProperty(value = "ocurrido_en", required = true)
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = EventoJson.INSTANT, timezone = "UTC")
        Instant ocurridoEn,

        @JsonProperty("marcado_en")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = EventoJson.INSTANT, timezone = "UTC")
        @Nullable
        Instant marcadoEn)
        implements Evento {

    static final String TYPE = "check_update";

    /** Refuses null where the wire has none; JSON can carry it past the types. */
    public CheckEvento {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(vendedorId, "vendedor_id");
        Objects.requireNonNull(epoca, "epoca");
        Objects.requireNonNull(dia, "dia");
        Objects.requireNonNull(fecha, "fecha");
        Objects.requireNonNull(producto, "producto");
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
