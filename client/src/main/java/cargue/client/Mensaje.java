package cargue.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of the server. Where a vendedor is named null, the connection follows only one. Each refuses, by an
 * {@link IllegalArgumentException} or a {@link NullPointerException}, what can have no meaning.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = Mensaje.Desconocido.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Mensaje.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = Mensaje.Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = Mensaje.Checks.class, name = "checks"),
    @JsonSubTypes.Type(value = Mensaje.Latido.class, name = "latido"),
    @JsonSubTypes.Type(value = Mensaje.Adios.class, name = "adios"),
    @JsonSubTypes.Type(value = Mensaje.Refusal.class, name = "error")
})
sealed interface Mensaje {

    /**
     * What a stream begins with.
     *
     * @param epoca null for an empty stream
     * @param seq the position from which what follows goes on
     * @param modo {@code delta}; whatever else it is, a snapshot follows
     */
    record Hello(
            @JsonProperty(value = "vendedor_id", required = true)
            String vendedorId,

            @Nullable UUID epoca,
            @JsonProperty(required = true) long seq,
            @JsonProperty(required = true) String modo,
            @JsonProperty("fecha_desde") @Nullable LocalDate fechaDesde,

            @JsonProperty(value = "latido_s", required = true)
            long latidoS,

            @JsonProperty("atraso_s") @Nullable Long atrasoS)
            implements Mensaje {

        public Hello {
            Objects.requireNonNull(vendedorId, "vendedor_id");
            Objects.requireNonNull(modo, "modo");
            require(seq >= 0, "seq");
            require(latidoS > 0, "latido_s");
        }

        boolean isDelta() {
            return modo.equals("delta");
        }
    }

    /** A part of all rows as of {@code seq}; {@code parte} counts from 1. */
    record Snapshot(
            @JsonProperty("vendedor_id") @Nullable String vendedorId,
            @JsonProperty(required = true) long seq,
            @JsonProperty(required = true) int parte,
            @JsonProperty(required = true) int partes,
            @JsonProperty(required = true) List<Renglon> checks)
            implements Mensaje {

        public Snapshot {
            require(seq >= 0, "seq");
            require(parte >= 1 && parte <= partes, "parte");
            checks = List.copyOf(checks);
        }
    }

    /** Everything in ({@code de}, {@code a}]. */
    record Checks(
            @JsonProperty("vendedor_id") @Nullable String vendedorId,
            @JsonProperty(required = true) long de,
            @JsonProperty(required = true) long a,
            @JsonProperty(required = true) List<Renglon> checks)
            implements Mensaje {

        public Checks {
            require(de >= 0 && de <= a, "de, a");
            checks = List.copyOf(checks);
        }
    }

    /** How far everything was sent: of the one vendedor, or of each of many. */
    record Latido(
            @Nullable Long seq,
            @Nullable Map<String, Long> posiciones,
            @JsonProperty("atraso_s") @Nullable Long atrasoS)
            implements Mensaje {

        public Latido {
            require(seq != null || posiciones != null, "seq, posiciones");
            posiciones = posiciones == null ? null : Map.copyOf(posiciones);
        }
    }

    /** The server will close. */
    record Adios(
            @Nullable String motivo,
            @JsonProperty("reconectar_en_ms") @Nullable Long reconectarEnMs) implements Mensaje {}

    /** A message of this client was refused. */
    record Refusal(
            @JsonProperty(required = true) String codigo,
            @Nullable String message,
            @JsonProperty("vendedor_id") @Nullable String vendedorId)
            implements Mensaje {

        public Refusal {
            Objects.requireNonNull(codigo, "codigo");
        }
    }

    /** Of a type that this client does not know; newer servers may send such. */
    record Desconocido() implements Mensaje {}

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what + " cannot be so");
        }
    }
}
