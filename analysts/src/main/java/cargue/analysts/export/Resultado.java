package cargue.analysts.export;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of an export.
 *
 * @param vendedores of whom an event was written
 * @param huecos places in which the topic lacks events of a vendedor
 * @param bytes of the file
 * @param time of this call; one that was broken off before is not in it
 * @param peak of this process's memory, bytes
 * @param resumed whether it went on where another call was broken off
 * @param vista the topic when the export began
 */
public record Resultado(
        Pedido pedido,
        long eventos,
        long vendedores,
        @Nullable Instant primero,
        @Nullable Instant ultimo,
        long repetidos,
        long ilegibles,
        long huecos,
        long bytes,
        Duration time,
        OptionalLong peak,
        boolean resumed,
        Vista vista) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final double MEGA = 1e6;

    /** One JSON object. */
    public String json() {
        ObjectNode json = JSON.createObjectNode()
                .put("file", pedido.file().toString())
                .put("format", pedido.formato().word())
                .put("eventos", eventos)
                .put("vendedores", vendedores)
                .put("desde", pedido.intervalo().desde().toString())
                .put("hasta", pedido.intervalo().hasta().toString())
                .put("primero", text(primero))
                .put("ultimo", text(ultimo))
                .put("repetidos", repetidos)
                .put("ilegibles", ilegibles)
                .put("huecos", huecos)
                .put("bytes", bytes)
                .put("seconds", seconds());
        if (peak.isPresent()) {
            json.put("peak_memory_bytes", peak.getAsLong());
        }
        return json.put("resumed", resumed)
                .put("as_of", vista.en().toString())
                .put("completo", isWhole())
                .put("topic_begins", text(topicBegins()))
                .toString();
    }

    /** One line for people. */
    public String line() {
        String what = "exported " + eventos + " events of " + vendedores + " vendedores";
        String span = primero == null ? "" : ", " + primero + " to " + ultimo + ",";
        String left = repetidos + ilegibles == 0
                ? ""
                : ", left out " + repetidos + " repeats and " + ilegibles + " records that are no events";
        String asOf = resumed ? ", as of " + vista.en() : "";
        String lacking = huecos == 0 ? "" : ", the topic lacks events in " + huecos + " places";
        String memory = peak.isPresent() ? ", peak memory " + mega(peak.getAsLong()) : "";
        return what + span + " to " + pedido.file() + " (" + pedido.formato().word() + ", " + mega(bytes) + ") in "
                + String.format(Locale.ROOT, "%.1f s", seconds()) + memory + asOf + left + lacking;
    }

    /** From when on the topic holds everything for sure, when that is later than what was asked for; else null. */
    public @Nullable Instant topicBegins() {
        return vista.comienzo() == null ? null : vista.comienzo().at();
    }

    /** Whether Kafka had all events of the time when the export began; null when nobody knows. */
    public @Nullable Boolean isWhole() {
        return vista.isWhole(pedido.intervalo());
    }

    private double seconds() {
        return time.toMillis() / 1000.0;
    }

    private static String mega(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGA);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
