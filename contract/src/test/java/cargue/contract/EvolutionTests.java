package cargue.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Today's code reads the events of every version that was ever published, and readers of each read today's. What was
 * published stands in {@code evolution/}, one folder a version, and never changes.
 */
class EvolutionTests {

    private static final JsonMapper JSON = new JsonMapper();

    /** Of each folder that is kept, the SHA-256 of its files' names and contents. */
    private static final Map<String, String> KEPT =
            Map.of("v1", "26f2a3f6b97430e58179e7c40e65e224e08298265adf0a2208d1124c20494c39");

    static Stream<Path> versions() throws IOException, URISyntaxException {
        Path all = Path.of(Objects.requireNonNull(EvolutionTests.class.getResource("evolution"))
                .toURI());
        try (Stream<Path> folders = Files.list(all)) {
            return folders.sorted(Comparator.comparingInt(EvolutionTests::number)).toList().stream();
        }
    }

    /** v10 is later than v9. */
    private static int number(Path version) {
        return Integer.parseInt(version.getFileName().toString().substring(1));
    }

    private static List<String> events(Path version) throws IOException {
        return Files.readAllLines(version.resolve("events.ndjson"));
    }

    private static Schema schema(String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json, InputFormat.JSON);
    }

    private static String today() throws IOException {
        try (var in = Objects.requireNonNull(EventoJson.class.getResourceAsStream("cargue-checks.v1.schema.json"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** One of each kind: else the fixtures would prove little. */
    private static List<Evento> ofEachKind() {
        return List.of(EventoJsonTests.CHECK, EventoJsonTests.marked(), EventoJsonTests.EPOCA_EVENTO);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void todaysCodeReadsWhatWasPublished(Path version) throws Exception {
        List<Evento> read = new ArrayList<>();
        Iterator<String> headers =
                Files.readAllLines(version.resolve("headers.ndjson")).iterator();
        for (String event : events(version)) {
            Evento evento = EventoJson.read(event.getBytes(UTF_8));
            read.add(evento);
            // What was published again, by a relay that is newer than the event, must be the same bytes.
            assertThat(new String(EventoJson.write(evento), UTF_8)).isEqualTo(event);
            Map<String, String> then = new LinkedHashMap<>();
            JSON.readTree(headers.next()).forEachEntry((name, value) -> then.put(name, value.stringValue()));
            assertThat(EventoHeaders.of(evento, Objects.requireNonNull(then.get(EventoHeaders.TRACEPARENT))))
                    .containsExactlyEntriesOf(then);
        }
        assertThat(headers).isExhausted();
        assertThat(classes(read)).isEqualTo(Set.of(Evento.class.getPermittedSubclasses()));
        assertThat(read.stream().filter(CheckEvento.class::isInstance).map(CheckEvento.class::cast))
                .extracting(CheckEvento::causa)
                .contains(Causa.values());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void todaysSchemaTakesWhatWasPublished(Path version) throws Exception {
        Schema today = schema(today());
        for (String event : events(version)) {
            assertThat(today.validate(event, InputFormat.JSON)).as(event).isEmpty();
        }
    }

    private static Set<Class<?>> classes(List<Evento> events) {
        return events.stream().map(Object::getClass).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aReaderOfThatTimeReadsTodaysEvents(Path version) throws Exception {
        Schema then = schema(Files.readString(version.resolve("schema.json")));
        assertThat(classes(ofEachKind())).isEqualTo(Set.of(Evento.class.getPermittedSubclasses()));
        for (Evento evento : ofEachKind()) {
            String event = new String(EventoJson.write(evento), UTF_8);
            List<Error> errors = then.validate(event, InputFormat.JSON);
            assertThat(errors).as(event).isEmpty();
        }
    }

    /** A rule that became stricter is no matter for old readers; a key that went, or has another meaning, is. */
    @ParameterizedTest
    @MethodSource("versions")
    void theSchemaGrewByOptionalFieldsAlone(Path version) throws Exception {
        JsonNode whole = JSON.readTree(Files.readString(version.resolve("schema.json")));
        JsonNode then = whole.get("$defs");
        JsonNode now = JSON.readTree(today()).get("$defs");
        // A reader of that time takes no other type.
        assertThat(JSON.readTree(today()).get("oneOf")).isEqualTo(whole.get("oneOf"));
        Set<String> kinds = kinds();
        assertThat(whole.get("oneOf").valueStream().map(kind -> kind.get("$ref").stringValue()))
                .containsExactlyInAnyOrderElementsOf(
                        kinds.stream().map("#/$defs/"::concat).toList());
        for (String kind : kinds) {
            assertThat(now.get(kind).get("required")).isEqualTo(then.get(kind).get("required"));
            then.get(kind)
                    .get("properties")
                    .forEachEntry((key, rule) -> assertThat(
                                    now.get(kind).get("properties").get(key))
                            .as(key)
                            .isEqualTo(rule));
        }
        then.forEachEntry((name, rule) -> {
            if (!kinds.contains(name)) {
                assertThat(now.get(name)).as(name).isEqualTo(rule);
            }
        });
    }

    /** The types on the wire, as the code has them. */
    private static Set<String> kinds() {
        JsonSubTypes types = Objects.requireNonNull(Evento.class.getAnnotation(JsonSubTypes.class));
        assertThat(types.value())
                .extracting(JsonSubTypes.Type::value)
                .containsExactlyInAnyOrder(Evento.class.getPermittedSubclasses());
        return Arrays.stream(types.value()).map(JsonSubTypes.Type::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What changes the schema is a new version, and a folder here. */
    @Test
    void theNewestSchemaIsTodays() throws Exception {
        Path newest = versions().reduce((one, next) -> next).orElseThrow();
        assertThat(Files.readString(newest.resolve("schema.json"))).isEqualTo(today());
    }

    @Test
    void everyVersionIsKeptAsItWas() throws Exception {
        Map<String, String> sums = new HashMap<>();
        for (Path version : versions().toList()) {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            try (Stream<Path> files = Files.list(version)) {
                for (Path file : files.sorted().toList()) {
                    sum.update(file.getFileName().toString().getBytes(UTF_8));
                    sum.update(Files.readAllBytes(file));
                }
            }
            sums.put(version.getFileName().toString(), HexFormat.of().formatHex(sum.digest()));
        }
        assertThat(sums).isEqualTo(KEPT);
    }
}
