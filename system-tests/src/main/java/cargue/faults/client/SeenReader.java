package cargue.faults.client;

import cargue.faults.history.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Reads messages of {@code cargue.v1} as what was seen. Any thread. */
final class SeenReader {

    private final String only;
    private final UnaryOperator<String> intern;

    /** @param only whose stream it is where messages name no vendedor */
    SeenReader(String only, UnaryOperator<String> intern) {
        this.only = only;
        this.intern = intern;
    }

    /** What a message tells, of each vendedor that it tells of. */
    List<Seen.OfVendedor> read(String text, long at) {
        JsonNode m = Cambio.JSON.readTree(text);
        String id = m.path("vendedor_id").stringValue(only);
        return switch (m.get("type").stringValue()) {
            case "hello" -> List.of(hello(m, at, id));
            case "snapshot" ->
                List.of(new Seen.Snapshot(
                        at,
                        id,
                        m.get("seq").longValue(),
                        m.get("parte").intValue(),
                        m.get("partes").intValue(),
                        rows(m)));
            case "checks" ->
                List.of(new Seen.Checks(
                        at, id, m.get("de").longValue(), m.get("a").longValue(), rows(m)));
            case "latido" -> latidos(m, at);
            case "adios" -> List.of(); // the close follows
            default -> throw new IllegalArgumentException("not expected: " + text);
        };
    }

    private static Seen.Hello hello(JsonNode m, long at, String id) {
        JsonNode epoca = m.get("epoca");
        return new Seen.Hello(
                at,
                id,
                epoca.isNull() ? null : epoca.stringValue(),
                m.get("seq").longValue(),
                m.get("modo").stringValue());
    }

    private List<Seen.OfVendedor> latidos(JsonNode m, long at) {
        if (m.has("seq")) {
            return List.of(new Seen.Latido(at, only, m.get("seq").longValue()));
        }
        List<Seen.OfVendedor> latidos = new ArrayList<>();
        m.get("posiciones")
                .properties()
                .forEach(entry -> latidos.add(
                        new Seen.Latido(at, entry.getKey(), entry.getValue().longValue())));
        return latidos;
    }

    private List<String> rows(JsonNode m) {
        List<String> rows = new ArrayList<>();
        m.get("checks").forEach(row -> rows.add(intern.apply(row.toString())));
        return List.copyOf(rows);
    }
}
