package cargue.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    static Stream<Path> versions() throws IOException, URISyntaxException {
        Path all = Path.of(Objects.requireNonNull(EvolutionTests.class.getResource("evolution"))
                .toURI());
        try (Stream<Path> folders = Files.list(all)) {
            return folders.sorted().toList().stream();
        }
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
        for (String event : events(version)) {
            Evento evento = EventoJson.read(event.getBytes(UTF_8));
            read.add(evento);
            // What was published again, by a relay that is newer than the event, must be the same bytes.
            assertThat(new String(EventoJson.write(evento), UTF_8)).isEqualTo(event);
            assertThat(EventoHeaders.of(evento, "00-00000000000000000000000000000001-0000000000000001-00"))
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_id", evento.id().toString());
        }
        assertThat(read).hasAtLeastOneElementOfType(EpocaEvento.class);
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

    @ParameterizedTest
    @MethodSource("versions")
    void aReaderOfThatTimeReadsTodaysEvents(Path version) throws Exception {
        Schema then = schema(Files.readString(version.resolve("schema.json")));
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
        JsonNode then =
                JSON.readTree(Files.readString(version.resolve("schema.json"))).get("$defs");
        JsonNode now = JSON.readTree(today()).get("$defs");
        for (String kind : List.of("check_update", "epoca")) {
            assertThat(now.get(kind).get("required")).isEqualTo(then.get(kind).get("required"));
            then.get(kind)
                    .get("properties")
                    .forEachEntry((key, rule) -> assertThat(
                                    now.get(kind).get("properties").get(key))
                            .as(key)
                            .isEqualTo(rule));
        }
        then.forEachEntry((name, rule) -> {
            if (!name.equals("check_update") && !name.equals("epoca")) {
                assertThat(now.get(name)).as(name).isEqualTo(rule);
            }
        });
    }

    @Test
    void everyVersionIsKept() throws Exception {
        assertThat(versions().map(Path::getFileName).map(Path::toString)).contains("v1");
    }
}
