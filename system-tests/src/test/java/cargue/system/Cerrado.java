package cargue.system;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document as strict as a test wants it. What the services publish lets fields be added, since readers must take those;
 * but a field that a service sends today and that no document names is an oversight.
 */
final class Cerrado {

    private static final String CLOSED = "unevaluatedProperties";

    /** Where a schema stands that describes a whole value. */
    private static final List<String> ROOTS = List.of("schema", "x-itemSchema", "payload", "headers");

    /** Schemas that describe the same value as the one that holds them. */
    private static final List<String> SAME = List.of("allOf", "oneOf", "anyOf");

    private Cerrado() {}

    /** A copy in which no object has a field that its schema does not name. */
    static JsonNode of(JsonNode document) {
        JsonNode copy = document.deepCopy();
        copy.at("/components/schemas").values().forEach(Cerrado::within);
        find(copy);
        return copy;
    }

    private static void find(JsonNode node) {
        for (String name : node.propertyNames()) {
            if (ROOTS.contains(name) && node.get(name).isObject()) {
                whole(node.get(name));
            } else if (!name.equals("schemas")) {
                find(node.get(name));
            }
        }
        if (node.isArray()) {
            node.values().forEach(Cerrado::find);
        }
    }

    /** A schema of a value. */
    private static void whole(JsonNode schema) {
        within(schema);
        boolean names =
                schema.has("properties") || schema.has("$ref") || SAME.stream().anyMatch(schema::has);
        if (names && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put(CLOSED, false);
        }
    }

    /** What a schema says of the values in its own. */
    private static void within(JsonNode schema) {
        schema.path("properties").values().forEach(Cerrado::whole);
        schema.path("prefixItems").values().forEach(Cerrado::whole);
        for (String name : List.of("items", "additionalProperties")) {
            if (schema.path(name).isObject()) {
                whole(schema.get(name));
            }
        }
        SAME.forEach(name -> schema.path(name).values().forEach(Cerrado::within));
        for (String name : List.of("if", "then", "else")) {
            if (schema.path(name).isObject()) {
                within(schema.get(name));
            }
        }
    }
}
