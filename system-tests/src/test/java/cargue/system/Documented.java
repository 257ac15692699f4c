package cargue.system;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds whatever the services answer and send in the tests against the documents that they publish: an answer that
 * OpenAPI does not describe, or a message or event that AsyncAPI does not, fails the test that got it. Any thread.
 */
final class Documented {

    /** The stream of one vendedor. */
    static final String ONE = "/ws/cargue/{vendedor_id}/";

    /** The stream of many. */
    static final String MANY = "/ws/cargue/";

    private static final String EVENT_CHANNEL = "cargue-checks";
    private static final String ITEM = "x-itemSchema";
    private static final String JSON_TYPE = "application/json";

    private static final Documented INGEST = new Documented("ingest-service", "openapi");
    private static final Documented PUSH = new Documented("push-service", "openapi");
    private static final Documented EVENTS = new Documented("push-service", "asyncapi");

    /** Something was said that no document describes. */
    static final class Undocumented extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        Undocumented(String message) {
            super(message);
        }
    }

    private final String iri;
    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Documented(String module, String name) {
        iri = "urn:cargue:" + module + ":" + name;
        try {
            document = Api.JSON.readTree(
                    Files.readString(Path.of("..", module, "src/main/resources/cargue", name + ".json")));
            // Its schemas are found within it, and it would be taken for one of an old draft by AsyncAPI's "id".
            JsonNode closed = Cerrado.of(document);
            String text = ((ObjectNode) closed).without("id").toString();
            registry = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(iri, text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer of either service; of what both have, as one of them describes it. */
    static void answer(String method, String path, int status, @Nullable String type, String body) {
        boolean ingest = INGEST.operation(method, path) != null;
        boolean push = PUSH.operation(method, path) != null;
        try {
            (ingest ? INGEST : PUSH).check(method, path, status, type, body);
        } catch (Undocumented e) {
            if (!ingest || !push) {
                throw e;
            }
            PUSH.check(method, path, status, type, body);
        }
    }

    /** A text that a WebSocket's client was sent. */
    static void message(String address, String text) {
        EVENTS.channel(address, List.of(text));
    }

    /** A record of the topic: its value and headers. */
    static void event(String value, Map<String, String> headers) {
        EVENTS.channel(EVENT_CHANNEL, List.of(value, Api.JSON.writeValueAsString(headers)));
    }

    private void check(String method, String path, int status, @Nullable String type, String body) {
        String what = method + " " + path + " answered " + status;
        JsonNode operation = operation(method, path);
        if (operation == null) {
            if (status < 300 && path.matches("/(api|sesion|ws|sse)/.*")) {
                throw new Undocumented(what + ", and no document has it");
            }
            return; // an address or a method that is none
        }
        JsonNode response = operation.path("responses").path(String.valueOf(status));
        String pointer = pointer(method, path) + "/responses/" + status;
        if (response.isMissingNode()) {
            throw new Undocumented(what + ", which is not documented: " + body);
        }
        if (response.has("$ref")) {
            pointer = response.get("$ref").stringValue().substring(1);
            response = document.at(pointer);
        }
        JsonNode content = response.path("content");
        String media = type == null ? "" : type.split(";", 2)[0];
        if (method.equals("HEAD")) {
            return;
        }
        if (body.isEmpty()) {
            if (!content.isEmpty() && !content.has("text/event-stream") && !content.has("application/x-ndjson")) {
                throw new Undocumented(what + " without the body that is documented");
            }
            return;
        }
        if (!content.has(media)) {
            throw new Undocumented(what + " with the undocumented type " + type + ": " + body);
        }
        String described = pointer + "/content/" + media.replace("/", "~1");
        if (content.get(media).has(ITEM)) {
            body.lines().forEach(line -> require(what, described + "/" + ITEM, line));
        } else if (media.equals(JSON_TYPE)) {
            require(what, described + "/schema", body);
        }
    }

    private void require(String what, String pointer, String json) {
        List<String> errors = errors(pointer, json);
        if (!errors.isEmpty()) {
            throw new Undocumented(what + " unlike what is documented: " + errors + ": " + json);
        }
    }

    private @Nullable JsonNode operation(String method, String path) {
        String known = template(path);
        String verb = method.equals("HEAD") ? "GET" : method; // answers as GET does, and leaves out the body
        return known == null ? null : document.path("paths").path(known).get(verb.toLowerCase(Locale.ROOT));
    }

    private String pointer(String method, String path) {
        return "/paths/" + String.valueOf(template(path)).replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT);
    }

    /** The document's own path; with or without the slash at the end. */
    private @Nullable String template(String path) {
        String asked = bare(path.split("\\?", 2)[0]);
        for (String template : document.path("paths").propertyNames()) {
            if (asked.matches(bare(template).replaceAll("\\{[^}]+}", "[^/]+"))) {
                return template;
            }
        }
        return null;
    }

    private static String bare(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** One of the messages that the channel's operations send must take it; the second text is its headers. */
    private void channel(String address, List<String> texts) {
        List<String> refused = new ArrayList<>();
        for (JsonNode operation : document.get("operations")) {
            JsonNode channel =
                    document.at(operation.at("/channel/$ref").stringValue().substring(1));
            if (!operation.get("action").stringValue().equals("send")
                    || !channel.get("address").stringValue().equals(address)) {
                continue;
            }
            for (JsonNode message : operation.get("messages")) {
                String pointer = resolve(message.get("$ref").stringValue().substring(1));
                List<String> errors = errors(pointer + "/payload", texts.get(0));
                if (errors.isEmpty() && texts.size() > 1) {
                    errors = errors(pointer + "/headers", texts.get(1));
                }
                if (errors.isEmpty()) {
                    return;
                }
                refused.add(pointer + ": " + errors);
            }
        }
        throw new Undocumented(address + " sent what is not documented: " + texts + "\n" + String.join("\n", refused));
    }

    private String resolve(String pointer) {
        return document.at(pointer) instanceof ObjectNode node && node.has("$ref")
                ? resolve(node.get("$ref").stringValue().substring(1))
                : pointer;
    }

    private List<String> errors(String pointer, String json) {
        return schemas
                .computeIfAbsent(pointer, key -> registry.getSchema(SchemaLocation.of(iri + "#" + key)))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }
}
