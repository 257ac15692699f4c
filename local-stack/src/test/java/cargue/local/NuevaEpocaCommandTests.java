package cargue.local;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.process.DataDir;
import cargue.local.service.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real PostgreSQL, and a stand-in for ingest-service; what that does in truth is seen by the system's tests. */
class NuevaEpocaCommandTests {

    /** One for all tests: making a database takes seconds. */
    @TempDir
    static Path temp;

    private static Path home;
    private static Path data;

    @BeforeAll
    static void makeHome() throws Exception {
        home = StandIn.home(Files.createDirectory(temp.resolve("home")));
        data = Files.createDirectory(temp.resolve("data")).toRealPath();
        Files.createDirectory(data.resolve("postgres"));
    }

    @Test
    void runsItOnTheDatabaseOfAStackThatIsStoppedAndStopsTheDatabase() throws Exception {
        try (Launch launch = run(Map.of(), data)) {
            assertThat(launch.exitCode()).as("%s", launch).isZero();
            assertThat(launch.output()).containsExactly("new epocas for 6 vendedores, 72 rows restated");
        }
        try (Launch launch = run(Map.of(), data, "--json")) {
            assertThat(launch.exitCode()).as("%s", launch).isZero();
            assertThat(launch.output()).containsExactly("{\"vendedores\":6,\"renglones\":72}");
        }
        assertThat(processes()).isEmpty();
        assertThat(data.resolve("postgres/18/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void tellsInOneLineWhatKeptItFromBeingDone() throws Exception {
        try (Launch launch = run(Map.of("STAND_IN_REFUSES", "not now: stop it"), data)) {
            assertThat(launch.exitCode()).isEqualTo(1);
            assertThat(launch.output()).isEmpty();
            assertThat(launch.errors())
                    .filteredOn(line -> line.startsWith("cargue: "))
                    .containsExactly("cargue: not now: stop it");
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void refusesTheDirectoryOfAStackThatRuns() throws Exception {
        Path used = temp.resolve("used");
        Files.createDirectories(used.resolve("postgres"));
        try (DataDir owned = DataDir.open(used);
                Launch launch = run(Map.of(), owned.path())) {
            assertThat(launch.exitCode()).isEqualTo(1);
            assertThat(launch.errors()).singleElement().asString().contains("in use by another cargue", "stop that");
        }
    }

    @Test
    void makesNoDatabaseWhereThereIsNone() throws Exception {
        Path none = temp.resolve("none");
        try (Launch launch = run(Map.of(), none)) {
            assertThat(launch.exitCode()).isEqualTo(1);
            assertThat(launch.errors()).singleElement().asString().contains("no database in " + none, "--data DIR");
        }
        assertThat(none).doesNotExist();
    }

    private static Launch run(Map<String, String> environment, Path directory, String... options) throws Exception {
        return Launch.run(home, directory, environment, "nueva-epoca", List.of(options));
    }

    private static List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.contains("cargue.process=") && argument.endsWith("@" + data)))
                .toList();
    }
}
