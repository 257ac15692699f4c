package cargue.push.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cargue.contract.CheckEvento;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/**
 * The server's messages of {@code cargue.v1}. Where a vendedor is named null, the connection follows only one and its
 * messages do not repeat it.
 */
public final class V1Messages {

    /** Longest server message, bytes (contract 4). */
    public static final int MAX_MESSAGE = 64 * 1024;

    /** What the rows of one message may take together: the rest is for what is around them. */
    public static final int MAX_ROWS = MAX_MESSAGE - 256;

    /** How a hello goes on. */
    public enum Modo {
        /** The changes after the client's own position follow. */
        @JsonProperty("delta")
        DELTA,
        /** All rows follow. */
        @JsonProperty("snapshot")
        SNAPSHOT
    }

    private static final byte[] END = {']', '}'};

    private static final ObjectWriter ROW =
            Json.MAPPER.rebuild().addMixIn(CheckEvento.class, Row.class).build().writerFor(CheckEvento.class);

    private V1Messages() {}

    /** A row of {@code checks}: the topic's keys but {@code schema}, {@code type}, {@code id}. */
    public static byte[] row(CheckEvento evento) {
        return ROW.writeValueAsBytes(evento);
    }

    /** What a connection begins with, and again when a vendedor's numbering starts anew. */
    public static Texto hello(Hello hello) {
        return write(hello);
    }

    /** All rows as of {@code seq}, in as many messages as their size demands, at least one. */
    public static List<Texto> snapshot(@Nullable String vendedorId, long seq, List<byte[]> rows) {
        List<List<byte[]>> parts = split(rows);
        List<Texto> messages = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            String head = head("snapshot", vendedorId) + "\"seq\":" + seq + ",\"parte\":" + (i + 1) + ",\"partes\":"
                    + parts.size();
            messages.add(withRows(head, parts.get(i)));
        }
        return List.copyOf(messages);
    }

    private static List<List<byte[]>> split(List<byte[]> rows) {
        List<List<byte[]>> parts = new ArrayList<>();
        List<byte[]> part = new ArrayList<>();
        int size = 0;
        for (byte[] row : rows) {
            if (size + row.length + 1 > MAX_ROWS) {
                parts.add(part);
                part = new ArrayList<>();
                size = 0;
            }
            part.add(row);
            size += row.length + 1;
        }
        parts.add(part);
        return parts;
    }

    /** Everything in ({@code de}, {@code a}]: the latest state of each changed row. */
    public static Texto checks(@Nullable String vendedorId, long de, long a, List<byte[]> rows) {
        return withRows(head("checks", vendedorId) + "\"de\":" + de + ",\"a\":" + a, rows);
    }

    /** The body of the snapshot over HTTP, which is of any length. */
    public static Texto planilla(
            String vendedorId, @Nullable UUID epoca, long seq, @Nullable Long atrasoS, List<byte[]> rows) {
        String name = epoca == null ? "null" : "\"" + epoca + "\"";
        return withRows(
                "{\"vendedor_id\":\"" + vendedorId + "\",\"epoca\":" + name + ",\"seq\":" + seq + ",\"atraso_s\":"
                        + atrasoS,
                rows);
    }

    private static String head(String type, @Nullable String vendedorId) {
        // An id is of ASCII letters, digits and underscores: nothing to escape.
        return "{\"type\":\"" + type + "\"," + (vendedorId == null ? "" : "\"vendedor_id\":\"" + vendedorId + "\",");
    }

    private static Texto withRows(String head, List<byte[]> rows) {
        byte[] start = (head + ",\"checks\":[").getBytes(US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(start.length
                + END.length
                + rows.stream().mapToInt(row -> row.length + 1).sum());
        out.writeBytes(start);
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(rows.get(i));
        }
        out.writeBytes(END);
        return new Texto(out.toByteArray());
    }

    /** A sign of life of a connection that follows one vendedor. */
    public static Texto latido(long seq, @Nullable Long atrasoS) {
        return write(new Latido("latido", seq, atrasoS));
    }

    /** A sign of life of a connection that follows many. */
    public static Texto latido(Map<String, Long> posiciones, @Nullable Long atrasoS) {
        return write(new LatidoVarios("latido", posiciones, atrasoS));
    }

    /** The last message before the server closes. */
    public static Texto adios(String motivo, @Nullable Long reconectarEnMs) {
        return write(new Adios("adios", motivo, reconectarEnMs));
    }

    /** A client message was refused. */
    public static Texto error(CodigoError codigo, @Nullable String vendedorId) {
        return write(new Refusal("error", codigo.name(), codigo.message(), vendedorId));
    }

    /** The same for a refusal that only some connections know. */
    public static Texto error(String codigo, String message) {
        return write(new Refusal("error", codigo, message, null));
    }

    private static Texto write(Object message) {
        return new Texto(Json.MAPPER.writeValueAsBytes(message));
    }

    /**
     * See contract 4.
     *
     * @param epoca null for a vendedor of which the topic holds nothing
     * @param seq the position from which what follows goes on
     * @param fechaDesde first date of the stream; null when one date was asked for
     */
    public record Hello(
            String type,
            @JsonProperty("vendedor_id") String vendedorId,
            @Nullable UUID epoca,
            long seq,
            Modo modo,
            @JsonProperty("fecha_desde") @Nullable LocalDate fechaDesde,
            @JsonProperty("latido_s") long latidoS,
            @JsonProperty("atraso_s") @Nullable Long atrasoS) {

        /** Names itself. */
        public Hello(
                String vendedorId,
                @Nullable UUID epoca,
                long seq,
                Modo modo,
                @Nullable LocalDate fechaDesde,
                long latidoS,
                @Nullable Long atrasoS) {
            this("hello", vendedorId, epoca, seq, modo, fechaDesde, latidoS, atrasoS);
        }
    }

    private record Latido(
            String type,
            long seq,
            @JsonProperty("atraso_s") @Nullable Long atrasoS) {}

    private record LatidoVarios(
            String type,
            Map<String, Long> posiciones,
            @JsonProperty("atraso_s") @Nullable Long atrasoS) {}

    private record Adios(
            String type,
            String motivo,
            @JsonProperty("reconectar_en_ms") @Nullable Long reconectarEnMs) {}

    private record Refusal(
            String type,
            String codigo,
            String message,

            @JsonProperty("vendedor_id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String vendedorId) {}

    @JsonIgnoreProperties({"schema", "type", "id"})
    private interface Row {}
}
