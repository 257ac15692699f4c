package cargue.push.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EventoJson;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One {@code check_update} message of the plain stream: the state of one row, encoded once and shared by all viewers
 * that get it. Immutable.
 */
public final class Mensaje {

    private static final byte[] REPLAY = ",\"replay\":true}".getBytes(UTF_8);

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build()
            .writerFor(CheckUpdate.class);

    private final Renglon renglon;
    private final byte[] texto;

    private Mensaje(Renglon renglon, byte[] texto) {
        this.renglon = renglon;
        this.texto = texto;
    }

    /** The message of a change that has just happened. */
    public static Mensaje live(CheckEvento evento) {
        return new Mensaje(Renglon.of(evento), WRITER.writeValueAsBytes(CheckUpdate.of(evento)));
    }

    /** The same row's message for a viewer that has just come: {@code "replay":true} is the last key. */
    public Mensaje replay() {
        byte[] marked = Arrays.copyOf(texto, texto.length - 1 + REPLAY.length);
        System.arraycopy(REPLAY, 0, marked, texto.length - 1, REPLAY.length);
        return new Mensaje(renglon, marked);
    }

    /** The row whose state this is; of two messages of one row the later holds all that the earlier did. */
    public Renglon renglon() {
        return renglon;
    }

    /** The text, UTF-8, as a view of its own over the shared bytes. */
    public ByteBuffer texto() {
        return ByteBuffer.wrap(texto).asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        return new String(texto, UTF_8);
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
