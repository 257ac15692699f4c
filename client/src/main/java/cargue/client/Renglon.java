package cargue.client;

import cargue.contract.Causa;
import cargue.contract.Dia;
import cargue.contract.Posicion;
import cargue.contract.Rol;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a sheet: its latest state, and the change that made it so.
 *
 * @param epoca with {@code seq}: the change after which the row is as it is here
 * @param producto the sheet's own spelling
 * @param v the seller's check
 * @param d the dispatcher's check
 * @param total cantidad - dctos + adicional - devoluciones - vencidas
 * @param causa why it changed; null when this client does not know the word
 * @param actor who changed it
 * @param rol in which role; null when this client does not know the word
 * @param origen through what (an app's name)
 * @param marcadoEn when the person tapped, by the phone's clock; null when unknown
 */
public record Renglon(
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
        @Nullable Causa causa,
        @JsonProperty(required = true) String actor,
        @Nullable Rol rol,
        @JsonProperty(required = true) String origen,

        @JsonProperty(value = "ocurrido_en", required = true)
        Instant ocurridoEn,

        @JsonProperty("marcado_en") @Nullable Instant marcadoEn) {

    /** Refuses null where the wire has none; JSON can carry it past the types. */
    public Renglon {
        Objects.requireNonNull(vendedorId, "vendedor_id");
        Objects.requireNonNull(epoca, "epoca");
        Objects.requireNonNull(dia, "dia");
        Objects.requireNonNull(fecha, "fecha");
        Objects.requireNonNull(producto, "producto");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(origen, "origen");
        Objects.requireNonNull(ocurridoEn, "ocurrido_en");
    }

    /**
     * What tells a row from the others of the same vendedor.
     *
     * @param producto the sheet's own spelling, exactly
     */
    public record Clave(LocalDate fecha, Dia dia, String producto) {}

    /** Which row of the vendedor it is. */
    public Clave clave() {
        return new Clave(fecha, dia, producto);
    }

    /** The change after which the row is as it is here. */
    public Posicion posicion() {
        return new Posicion(epoca, seq);
    }

    /** The row as an answer says it is; what the answer does not tell stays. */
    Renglon con(Respuesta respuesta) {
        return new Renglon(
                vendedorId,
                respuesta.posicion().epoca(),
                respuesta.posicion().seq(),
                dia,
                fecha,
                producto,
                respuesta.v(),
                respuesta.d(),
                cantidad,
                adicional,
                dctos,
                devoluciones,
                vencidas,
                respuesta.total(),
                causa,
                actor,
                rol,
                origen,
                ocurridoEn,
                marcadoEn);
    }
}
