package cargue.push.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EventoJson;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import tools.jackson.databind.ObjectWriter;

/** The plain stream's only message, {@code check_update}: the state of one row. */
public final class PlainMessages {

    private static final byte[] REPLAY = ",\"replay\":true}".getBytes(UTF_8);

    private static final ObjectWriter WRITER = Json.MAPPER.writerFor(CheckUpdate.class);

    private PlainMessages() {}

    /** The message of a change that has just happened. */
    public static Texto live(CheckEvento evento) {
        return new Texto(WRITER.writeValueAsBytes(CheckUpdate.of(evento)));
    }

    /** The same row's message for a viewer that has just come: {@code "replay":true} is the last key. */
    public static Texto replay(Texto live) {
        byte[] texto = live.bytes();
        byte[] marked = Arrays.copyOf(texto, texto.length - 1 + REPLAY.length);
        System.arraycopy(REPLAY, 0, marked, texto.length - 1, REPLAY.length);
        return new Texto(marked);
    }

    /** The message's keys; the first six are the contract of the CRM's first client. */
    @JsonPropertyOrder({"type", "producto", "v", "d", "dia", "fecha", "vendedor_id", "seq", "total", "ocurrido_en"})
    private record CheckUpdate(
            String type,
            String producto,
            boolean v,
            boolean d,
            Dia dia,
            LocalDate fecha,
            @JsonProperty("vendedor_id") String vendedorId,
            long seq,
            int total,

            @JsonProperty("ocurrido_en")
            @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = EventoJson.INSTANT, timezone = "UTC")
            Instant ocurridoEn) {

        static CheckUpdate of(CheckEvento e) {
            return new CheckUpdate(
                    e.type(),
                    e.producto(),
                    e.v(),
                    e.d(),
                    e.dia(),
                    e.fecha(),
                    e.vendedorId(),
                    e.seq(),
                    e.total(),
                    e.ocurridoEn());
        }
    }
}
