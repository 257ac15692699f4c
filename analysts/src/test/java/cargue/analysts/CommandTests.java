package cargue.analysts;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.process.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the two commands say to people who ask wrongly, or whose machine is not as it should be. */
class CommandTests {

    @TempDir
    Path dir;

    /** How a command ended, and what it said where people read. */
    private record End(int code, String errors) {}

    private End run(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine command = AnalystsCommand.commandLine();
        command.setErr(new PrintWriter(errors, true));
        return new End(command.execute(arguments), errors.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    export --hasta 2026-01-05 FILE|Missing required option: '--desde=D'
                    export --desde 2026-01-05 --hasta 2026-01-05|Missing required parameter: 'FILE'
                    export --desde hoy --hasta 2026-01-05 FILE|--desde 'hoy' is neither a day such as 2026-01-05 nor an instant
                    export --desde 2026-01-05 --hasta 2026-01-04 FILE|--hasta must be later than --desde
                    export --desde 2026-01-05 --hasta 2026-01-05 --formato xml FILE|Invalid value for option '--formato'
                    export --desde 2026-01-05 --hasta 2026-01-05 --kafka here FILE|Invalid value for option '--kafka': 'here' is no HOST:PORT such as
                    export --desde 2026-01-05 --hasta 2026-01-05 --zona Bogota FILE|Invalid value for option '--zona': there is no time zone 'Bogota'
                    report|Missing required option: '--fecha=F'
                    report --fecha 2026-02-30|Invalid value for option '--fecha': '2026-02-30' is no day such as 2026-01-05
                    report --fecha 2026-01-05 --fast|Unknown option: '--fast'
                    """)
    void tellsInOneLineWhatIsNotUnderstood(String line, String mistake) {
        End end = run(line.replace("FILE", dir.resolve("a.ndjson").toString()).split(" ", -1));
        assertThat(end.code()).isEqualTo(2);
        assertThat(end.errors())
                .startsWith("cargue: " + mistake)
                .endsWith(" (see ./cargue help)\n")
                .containsOnlyOnce("\n");
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void aKafkaThatIsAwayIsTold() throws IOException {
        String nobody = "127.0.0.1:" + Ports.free();
        Path config =
                Files.writeString(dir.resolve("k.properties"), "default.api.timeout.ms=1500\nrequest.timeout.ms=1000");
        End end = export("--kafka", nobody, "--config", config.toString());
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.errors())
                .isEqualTo("cargue: Kafka at " + nobody
                        + " does not answer: see that it runs, or name another with --kafka HOST:PORT\n");
        assertThat(dir).isDirectoryNotContaining("glob:**.p*t");
    }

    @Test
    void aNameThatNobodyHasIsTold() {
        End end = export("--kafka", "kafka.invalid:9092");
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.errors())
                .isEqualTo(
                        "cargue: no name in 'kafka.invalid:9092' can be resolved: name Kafka with --kafka HOST:PORT\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sasl.jaas.config=Module required password="s3cret"|security.protocol=SASL_PLAINTEXT
                    ssl.truststore.password=s3cret|ssl.truststore.type=s3cret
                    request.timeout.ms=s3cret|retries=0
                    bad.escape=\\us3cret|retries=0
                    """)
    void whatIsInTheSettingsOfKafkaIsNeverTold(String one, String two) throws IOException {
        Path config = Files.writeString(
                dir.resolve("k.properties"), one + "\n" + two + "\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n");
        End end = export("--kafka", "127.0.0.1:" + Ports.free(), "--config", config.toString());
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.errors())
                .startsWith("cargue: ")
                .contains(" settings")
                .doesNotContain("s3cret")
                .containsOnlyOnce("\n");
    }

    @Test
    void filesThatAreNotThereAreTold() {
        String none = dir.resolve("none").toString();
        assertThat(export("--config", none).errors())
                .isEqualTo("cargue: cannot read the settings of Kafka's client in " + none
                        + ": name a file of Java properties\n");
        assertThat(export("--data", none).errors()).startsWith("cargue: no Kafka of a stack in " + none);
        End report = run(
                "report",
                "--fecha",
                "2026-01-05",
                "--de",
                none,
                "--out",
                dir.resolve("r.html").toString());
        assertThat(report)
                .isEqualTo(new End(1, "cargue: " + none + " is not there or cannot be read: name a file that is\n"));
        assertThat(run("report", "--fecha", "2026-01-05", "--de", none, "--out", none + "/r.html")
                        .errors())
                .isEqualTo("cargue: cannot write " + none + "/r.html (its directory is missing, or may not be written):"
                        + " use another --out\n");
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNoExportIsTold() throws IOException {
        Path text = Files.writeString(dir.resolve("a.ndjson"), "no JSON\n");
        End end = run(
                "report",
                "--fecha",
                "2026-01-05",
                "--de",
                text.toString(),
                "--out",
                dir.resolve("r.html").toString());
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.errors()).startsWith("cargue: no figures of " + text).containsOnlyOnce("\n");
    }

    private End export(String... more) {
        List<String> arguments = new ArrayList<>(List.of("export", "--desde", "2026-01-05", "--hasta", "2026-01-05"));
        arguments.addAll(List.of(more));
        arguments.add(dir.resolve("out.ndjson").toString());
        return run(arguments.toArray(String[]::new));
    }
}
