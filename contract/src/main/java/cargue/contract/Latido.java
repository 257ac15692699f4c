package cargue.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * A record of {@code cargue-latidos}, sent every 2 s by each ingest instance.
 *
 * @param instancia names the ingest process
 * @param en when it was made, by that process's clock
 * @param pendienteS age in whole seconds, rounded down, of the oldest committed event that Kafka has not got; 0: none
 */
@JsonPropertyOrder({"instancia", "en", "pendiente_s"})
public record Latido(
        @JsonProperty(required = true) String instancia,

        @JsonProperty(required = true)
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = EventoJson.INSTANT, timezone = "UTC")
        Instant en,

        @JsonProperty(value = "pendiente_s", required = true)
        long pendienteS) {}
