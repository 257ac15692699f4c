package cargue.analysts;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Evento;
import cargue.contract.Temas;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The two commands as people give them, on a topic with its own name. */
class EndToEndTests {

    private static final String FECHA = "2026-01-05";
    private static final List<Evento> MORNING = MakeEvents.morning(LocalDate.parse(FECHA));

    /** What comes weeks later is of the sheet too. */
    private static final Evento LATE =
            new Hechos("ID9", LocalDate.parse(FECHA), Instant.parse("2026-03-01T12:00:00Z")).fill("TARDE", 1);

    @TempDir
    Path dir;

    private static Broker broker;

    @BeforeAll
    static void write() throws Exception {
        broker = Broker.shared();
        broker.create(Temas.CHECKS);
        try (Broker.Writer writer = broker.writer(Temas.CHECKS)) {
            MORNING.forEach(writer::send);
            writer.send(LATE);
        }
    }

    @AfterAll
    static void forget() throws Exception {
        broker.delete(Temas.CHECKS);
    }

    @Test
    void anExportTellsWhatItDid() throws Exception {
        Path file = dir.resolve("enero.ndjson");
        String[] days = {"export", "--desde", "2026-01-04", "--hasta", FECHA, "--kafka", broker.address()};
        JsonNode told = new JsonMapper().readTree(run(days, "--json", file.toString()));
        assertThat(told.get("eventos").intValue()).isEqualTo(MORNING.size());
        assertThat(told.get("vendedores").intValue()).isEqualTo(6);
        assertThat(told.get("format").stringValue()).isEqualTo("ndjson");
        assertThat(told.get("desde").stringValue()).isEqualTo("2026-01-04T05:00:00Z");
        assertThat(told.get("hasta").stringValue()).isEqualTo("2026-01-06T05:00:00Z");
        assertThat(told.get("primero").stringValue()).isEqualTo("2026-01-04T23:05:00Z");
        assertThat(told.get("bytes").longValue()).isEqualTo(Files.size(file));
        assertThat(told.get("topic_begins").stringValue()).startsWith("2026-01-04T23:05:0");
        assertThat(Files.readAllLines(file)).hasSize(MORNING.size());

        assertThat(run(days, "--force", "--formato", "CSV", file.toString()))
                .matches("exported " + MORNING.size() + " events of 6 vendedores, 2026-01-04T23:05:00Z to .* to .*"
                        + "enero.ndjson \\(csv, 0.\\d MB\\) in \\d+.\\d s, peak memory \\d+.\\d MB\n");
        assertThat(Files.readAllLines(file)).hasSize(MORNING.size() + 1);
    }

    @Test
    void aReportOfTheTopicIsThatOfAnExport() throws Exception {
        String[] ofTopic = {"report", "--fecha", FECHA, "--data", broker.path().toString()};
        Path page = dir.resolve("a.html");
        JsonNode told = new JsonMapper().readTree(run(ofTopic, "--json", "--out", page.toString()));
        assertThat(told.get("eventos").intValue()).isEqualTo(MORNING.size() + 1);
        assertThat(told.get("totales").get("renglones").intValue()).isEqualTo(6 * 36 + 1);

        Path export = dir.resolve("a.parquet");
        String[] days = {"export", "--desde", "2025-12-15", "--hasta", "2026-03-01", "--kafka", broker.address()};
        run(days, export.toString());
        String[] ofFile = {"report", "--fecha", FECHA, "--de", export.toString()};
        assertThat(run(ofFile, "--out", dir.resolve("b.html").toString()))
                .isEqualTo("report of 2026-01-05 in " + dir.resolve("b.html")
                        + ": 7 vendedores, 217 rows with a quantity, out of " + (MORNING.size() + 1) + " events\n");
        assertThat(dir.resolve("b.html")).hasSameTextualContentAs(page);
        assertThat(dir).isDirectoryNotContaining("glob:**.{new,report-*}");
    }

    private static String run(String[] first, String... more) {
        StringWriter out = new StringWriter();
        CommandLine command = AnalystsCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        String[] all = new String[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        assertThat(command.execute(all)).isZero();
        return out.toString();
    }
}
