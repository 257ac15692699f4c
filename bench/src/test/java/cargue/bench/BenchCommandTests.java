package cargue.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cargue.local.process.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTests {

    @TempDir
    Path directory;

    @Test
    void everyScenarioOfTheProjectSaysWhatItsKindReadsAndNothingElse() {
        Path scenarios = Installation.home().resolve("bench/scenarios");
        assertThat(ScenarioFile.names(scenarios))
                .contains(
                        "plan",
                        "fanout",
                        "wide",
                        "idle",
                        "storm",
                        "stalled",
                        "ingest",
                        "snapshot",
                        "pages",
                        "export",
                        "start");
        for (String name : ScenarioFile.names(scenarios)) {
            ScenarioFile file = ScenarioFile.read(scenarios, name, Map.of());
            Peers.measurement(file, line -> {});
            file.requireNoOthers();
            file.list("peers")
                    .forEach(peer -> assertThat(Peers.make(peer).name()).isEqualTo(peer));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    plam|there is no scenario 'plam'; there are: export, fanout, idle, ingest, pages, plan, snapshot, stalled, start, storm, wide
                    plan --peers socketio|there is no peer 'socketio'; there are: cargue, cargue-10, cargue-reading, django, centrifugo, spring, floor
                    plan --runs 0|--runs must be from 1 to 100
                    plan --seconds 0|scenario plan: seconds must be from 1 to 3600, not '0'
                    plan --viewers 20001|scenario plan: viewers must be from 1 to 20000, not '20001'
                    """)
    void tellsWhatIsWrong(String line, String mistake) {
        var command = BenchCommand.commandLine();
        command.parseArgs(line.split(" ", -1));
        BenchCommand bench = command.getCommand();
        assertThatThrownBy(bench::chosen)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(mistake);
        assertThat(BenchCommand.commandLine().execute(line.split(" ", -1))).isEqualTo(2);
    }

    @Test
    void endsWith2ForAnOptionThatDoesNotExist() {
        assertThat(BenchCommand.commandLine().execute("plan", "--fast")).isEqualTo(2);
    }

    @Test
    void whatTheCommandLineSaysReplacesWhatTheFileSays() throws Exception {
        Files.writeString(directory.resolve("x.properties"), "kind=start\npeers = cargue , floor\nseconds=5\n");
        ScenarioFile file = ScenarioFile.read(directory, "x", Map.of("seconds", "7", "viewers", "9"));
        assertThat(file.number("seconds", 1, 10)).isEqualTo(7);
        assertThat(file.list("peers")).isEqualTo(List.of("cargue", "floor"));
        assertThatThrownBy(() -> file.text("viewers")).hasMessage("scenario x does not say viewers");
    }

    @Test
    void aFigureOfOnePeerGoesBeforeThatOfAll() throws Exception {
        Files.writeString(directory.resolve("x.properties"), "rate=50\nrate.django=2\n");
        ScenarioFile file = ScenarioFile.read(directory, "x", Map.of());
        assertThat(file.number("rate", "cargue", 1, 100)).isEqualTo(50);
        assertThat(file.number("rate", "django", 1, 100)).isEqualTo(2);
        file.requireNoOthers();
    }

    @Test
    void refusesAKeyThatNothingReads() throws Exception {
        Files.writeString(directory.resolve("x.properties"), "kind=start\npeers=cargue\nsecods=5\n");
        ScenarioFile file = ScenarioFile.read(directory, "x", Map.of());
        Peers.measurement(file, line -> {});
        assertThatThrownBy(file::requireNoOthers).hasMessage("scenario x says secods, which nothing reads");
    }
}
