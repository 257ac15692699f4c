package cargue.faults.checker;

import cargue.contract.Posicion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads rows as viewers got them, each text once, since thirty viewers get the same ones. */
final class Renglones {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String ANY_ID = "00000000-0000-7000-8000-000000000000";

    private final Map<String, Caso> casos;
    private final Map<String, Optional<Renglon>> read = new HashMap<>();

    /** Judges nothing: what a row should be is the topic's to say. */
    private final Lector lector = new Lector(new Violations());

    Renglones(Map<String, Caso> casos) {
        this.casos = casos;
    }

    /** The row; null when the text is none. */
    @Nullable
    Renglon read(String text) {
        return read.computeIfAbsent(text, t -> Optional.ofNullable(parse(t))).orElse(null);
    }

    private @Nullable Renglon parse(String text) {
        if (!(tree(text) instanceof ObjectNode row)) {
            return null;
        }
        Hecho.DeFila due = due(row);
        if (due != null && row.equals(asRow(due.value()))) {
            return new Renglon(due, null);
        }
        ObjectNode value = row.deepCopy();
        value.put("schema", 1).put("id", ANY_ID).put("type", "check_update");
        return lector.read(value.toString()) instanceof Hecho.DeFila said
                ? new Renglon(said, due == null ? "no such event" : "not as the topic's " + due.value())
                : null;
    }

    /** The topic's event of the place that a row names. */
    private Hecho.@Nullable DeFila due(ObjectNode row) {
        Caso caso = casos.get(row.path("vendedor_id").asString(""));
        Posicion posicion =
                Lector.posicion(row.path("epoca").asString(""), row.path("seq").asLong(0));
        return caso != null && posicion != null && caso.topic().at(posicion) instanceof Hecho.DeFila due ? due : null;
    }

    private static JsonNode asRow(String value) {
        ObjectNode row = (ObjectNode) MAPPER.readTree(value);
        row.remove("schema");
        row.remove("type");
        row.remove("id");
        return row;
    }

    private static @Nullable JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }
}
