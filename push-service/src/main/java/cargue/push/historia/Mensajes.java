package cargue.push.historia;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cargue.contract.CheckEvento;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The server's messages of a replay: those of {@code cargue.v1} (contract 4), each below 64 KiB. */
final class Mensajes {

    /** What the rows of one message may take together; the rest is for what is around them. */
    static final int MAX_ROWS = 64 * 1024 - 256;

    private static final byte[] END = {']', '}'};
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final ObjectWriter ROW =
            JSON.rebuild().addMixIn(CheckEvento.class, Row.class).build().writerFor(CheckEvento.class);

    private Mensajes() {}

    /** A row of {@code checks}: the topic's keys but {@code schema}, {@code type}, {@code id}. */
    static Texto row(CheckEvento evento) {
        return new Texto(ROW.writeValueAsBytes(evento));
    }

    /** All rows as of {@code seq}, in as many messages as their size demands, at least one. */
    static List<Texto> snapshot(long seq, Collection<Fila> filas) {
        List<List<Fila>> parts = split(filas);
        List<Texto> messages = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            String head =
                    "{\"type\":\"snapshot\",\"seq\":%d,\"parte\":%d,\"partes\":%d".formatted(seq, i + 1, parts.size());
            messages.add(withRows(head, parts.get(i)));
        }
        return messages;
    }

    private static List<List<Fila>> split(Collection<Fila> filas) {
        List<List<Fila>> parts = new ArrayList<>();
        List<Fila> part = new ArrayList<>();
        int size = 0;
        for (Fila fila : filas) {
            if (size + length(fila) > MAX_ROWS && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                size = 0;
            }
            part.add(fila);
            size += length(fila);
        }
        parts.add(part);
        return parts;
    }

    /** What a row takes among others. */
    static int length(Fila fila) {
        return fila.texto().length() + 1;
    }

    /** Everything in ({@code de}, {@code a}]: the latest state of each changed row. */
    static Texto checks(long de, long a, Collection<Fila> filas) {
        return withRows("{\"type\":\"checks\",\"de\":%d,\"a\":%d".formatted(de, a), filas);
    }

    private static Texto withRows(String head, Collection<Fila> filas) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((head + ",\"checks\":[").getBytes(US_ASCII));
        boolean first = true;
        for (Fila fila : filas) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.writeBytes(fila.texto().bytes());
        }
        out.writeBytes(END);
        return new Texto(out.toByteArray());
    }

    /** The last message before the server closes. */
    static Texto adios(String motivo, @Nullable Long reconectarEnMs) {
        return new Texto(JSON.writeValueAsBytes(new Adios("adios", motivo, reconectarEnMs)));
    }

    /** A client message was refused, or the replay as a whole. */
    static Texto error(String codigo, String message) {
        return new Texto(JSON.writeValueAsBytes(new Refusal("error", codigo, message)));
    }

    @JsonPropertyOrder({"type", "motivo", "reconectar_en_ms"})
    private record Adios(
            String type,
            String motivo,
            @JsonProperty("reconectar_en_ms") @Nullable Long reconectarEnMs) {}

    @JsonPropertyOrder({"type", "codigo", "message"})
    private record Refusal(String type, String codigo, String message) {}

    @JsonIgnoreProperties({"schema", "type", "id"})
    private interface Row {}
}
