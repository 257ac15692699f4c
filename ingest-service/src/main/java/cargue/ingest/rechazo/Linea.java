package cargue.ingest.rechazo;

import cargue.contract.EventoJson;
import cargue.ingest.http.Json;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A refusal as it is told: one line of JSON. */
record Linea(
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = EventoJson.INSTANT, timezone = "UTC")
        Instant ocurridoEn,

        String vendedorId,
        String dia,
        LocalDate fecha,
        @Nullable String producto,
        String codigo,
        String actor,
        String rol,
        String origen,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = EventoJson.INSTANT, timezone = "UTC")
        @Nullable
        Instant marcadoEn) {

    private static Linea of(RechazoStore.Fila fila) {
        return new Linea(
                fila.lugar().ocurridoEn(),
                fila.vendedorId(),
                fila.dia(),
                fila.fecha(),
                fila.producto(),
                fila.codigo(),
                fila.actor(),
                fila.rol(),
                fila.origen(),
                fila.marcadoEn());
    }

    static void write(OutputStream out, RechazoStore.Fila fila) throws IOException {
        out.write(Json.write(of(fila)));
        out.write('\n');
    }
}
