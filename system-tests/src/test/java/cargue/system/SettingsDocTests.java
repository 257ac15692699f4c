package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The tables of settings in docs/operations.md are made from the records that hold the settings. After a change of these
 * {@code ./cargue test -Dtest=SettingsDocTests -Dcargue.docs=write} writes them anew.
 */
class SettingsDocTests {

    private static final Path DOCS = Path.of("..", "docs", "operations.md");
    private static final String END = "<!-- end of settings -->";

    @ParameterizedTest
    @CsvSource({"both, seguridad", "ingest-service, ingest-service", "push-service, push-service"})
    void theTableIsMadeFromTheRecords(String table, String module) throws Exception {
        String docs = Files.readString(DOCS);
        String mark = "<!-- settings of " + table + " -->\n";
        int from = docs.indexOf(mark) + mark.length();
        int to = docs.indexOf(END, from);
        String made = table(module);
        if ("write".equals(System.getProperty("cargue.docs"))) {
            Files.writeString(DOCS, docs.substring(0, from) + made + docs.substring(to));
        } else {
            assertThat(docs.substring(from, to)).isEqualTo(made);
        }
    }

    private static String table(String module) throws IOException {
        Path metadata = Path.of("..", module, "target/classes/META-INF/spring-configuration-metadata.json");
        JsonNode properties = Api.JSON.readTree(Files.readString(metadata)).get("properties");
        Map<String, String> rows = StreamSupport.stream(properties.spliterator(), false)
                .collect(Collectors.toMap(
                        property -> property.get("name").stringValue(),
                        SettingsDocTests::row,
                        (a, b) -> a,
                        TreeMap::new));
        return "\n| setting | default | |\n|---|---|---|\n" + String.join("", rows.values()) + "\n";
    }

    private static String row(JsonNode property) {
        JsonNode value = property.path("defaultValue");
        String standard = value.isMissingNode() || value.isArray() ? "none" : value.asString();
        return "| `" + property.get("name").stringValue() + "` | " + standard + " | "
                + meaning(property.path("description").asString("")) + " |\n";
    }

    /** The default stands in its own column; of its sentence the reason is left. */
    private static String meaning(String description) {
        return description
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replaceFirst("[.;] [Dd]efault[ :][^:]*: ", ". Why: ")
                .replaceFirst("[.;] [Dd]efault [^:]*$", "")
                .strip();
    }
}
