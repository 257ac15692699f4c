package cargue.analysts;

import cargue.contract.Evento;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of both types of events, as the contract's JSON Schema has them. */
final class Esquema {

    private static final String[] TYPES = {"check_update", "epoca"};

    private Esquema() {}

    /** What a field's values are. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        DATE,
        INSTANT
    }

    static Map<String, Kind> fields() throws IOException {
        Map<String, Kind> fields = new LinkedHashMap<>();
        JsonNode all = definitions();
        for (String type : TYPES) {
            all.get(type).get("properties").properties().forEach(field -> {
                JsonNode ref = field.getValue().get("$ref");
                String name = ref == null ? "" : ref.stringValue().replace("#/$defs/", "");
                fields.put(
                        field.getKey(),
                        name.equals("instante")
                                ? Kind.INSTANT
                                : kind(ref == null ? field.getValue() : Objects.requireNonNull(all.get(name))));
            });
        }
        return fields;
    }

    /** Those that every event has. */
    static Set<String> required() throws IOException {
        TreeSet<String> required = new TreeSet<>(fields().keySet());
        for (String type : TYPES) {
            TreeSet<String> ofType = new TreeSet<>();
            definitions().get(type).get("required").forEach(name -> ofType.add(name.stringValue()));
            required.retainAll(ofType);
        }
        return required;
    }

    private static Kind kind(JsonNode schema) {
        JsonNode constant = schema.get("const");
        if (schema.has("pattern") && schema.get("pattern").stringValue().startsWith("^[0-9]{4}-(0[1-9]|1[0-2])-")) {
            return Kind.DATE;
        }
        String type = schema.has("type") ? schema.get("type").stringValue() : "";
        if (type.equals("integer") || (constant != null && constant.isInt())) {
            return Kind.NUMBER;
        }
        return type.equals("boolean") ? Kind.FLAG : Kind.TEXT;
    }

    private static JsonNode definitions() throws IOException {
        try (InputStream schema = Objects.requireNonNull(
                Evento.class.getResourceAsStream("/cargue/contract/cargue-checks.v1.schema.json"))) {
            return new JsonMapper().readTree(schema.readAllBytes()).get("$defs");
        }
    }
}
