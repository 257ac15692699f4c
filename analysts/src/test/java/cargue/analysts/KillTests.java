package cargue.analysts;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.CheckEvento;
import cargue.contract.Temas;
import cargue.local.process.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./cargue export} in a process of its own, with the heap that the script gives it. */
class KillTests {

    private static final int VENDEDORES = 20;
    private static final int EACH = 10_000;
    private static final LocalDate FECHA = LocalDate.of(2026, 1, 5);
    private static final int MOST_ROUNDS = 40;
    private static final long LIMIT_S = 120;

    @TempDir
    Path dir;

    private static Broker broker;

    @BeforeAll
    static void write() throws Exception {
        broker = Broker.shared();
        broker.create(Temas.CHECKS);
        try (Broker.Writer writer = broker.writer(Temas.CHECKS)) {
            for (int i = 1; i <= VENDEDORES; i++) {
                Hechos hechos = new Hechos("ID" + i, FECHA, Instant.parse("2026-01-05T09:30:00Z"));
                for (int j = 0; j < EACH; j++) {
                    CheckEvento event = hechos.d("AREPA DE LA CASA #" + j % 36, j % 72 < 36, 100);
                    writer.send(event);
                    if (j % 100 == 0) {
                        writer.send(event); // the relay did not hear that it was there
                    }
                }
            }
        }
    }

    @AfterAll
    static void forget() throws Exception {
        broker.delete(Temas.CHECKS);
    }

    @Test
    void anExportThatIsKilledAgainAndAgainMakesTheFileOfOneThatWasNot() throws Exception {
        Path whole = dir.resolve("whole.ndjson");
        assertThat(ended(export(whole, 64))).isZero();

        long seed = System.nanoTime();
        System.out.println("KillTests: seed " + seed);
        Random random = new Random(seed);
        Path file = dir.resolve("killed.ndjson");
        int kills = 0;
        for (int round = 0; files().contains("killed.ndjson.progress") || Files.notExists(file); round++) {
            assertThat(round).as("rounds").isLessThan(MOST_ROUNDS);
            Process child = export(file, 64);
            // The first does not come to its end, and each later one has longer, so that all of it ends.
            if (!child.waitFor(300 + random.nextInt(700 * (round + 1)), TimeUnit.MILLISECONDS)) {
                child.destroyForcibly(); // SIGKILL
                kills++;
            }
            child.waitFor();
        }
        assertThat(kills).isPositive();
        assertThat(file).hasSameBinaryContentAs(whole);
        assertThat(Files.readAllLines(file)).hasSize(VENDEDORES * EACH);
        assertThat(files()).contains("killed.ndjson").doesNotContain("killed.ndjson.part");
    }

    /** An error is nobody's to mend: it is told in a line and ends at once, whatever waits for a clean stop. */
    @Test
    void oneThatRunsOutOfMemoryEndsAtOnceWithALine() throws Exception {
        long start = System.nanoTime();
        assertThat(ended(export(dir.resolve("a.ndjson"), 5))).isEqualTo(1);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(25);
        assertThat(Files.readAllLines(dir.resolve("errors")))
                .filteredOn(line -> line.startsWith("cargue: "))
                .singleElement()
                .asString()
                .contains("OutOfMemoryError");
        assertThat(Files.readString(dir.resolve("errors"))).doesNotContain("\tat ");
    }

    private static int ended(Process child) throws InterruptedException {
        try {
            assertThat(child.waitFor(LIMIT_S, TimeUnit.SECONDS)).as("ended").isTrue();
            return child.exitValue();
        } finally {
            child.destroyForcibly();
        }
    }

    private Process export(Path file, int heapMb) throws IOException {
        Path home = Installation.home();
        String classpath = Stream.of(
                        "analysts/target/classes",
                        "local-stack/target/classes",
                        "contract/target/classes",
                        "analysts/target/lib/*")
                .map(path -> home + "/" + path)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMb + "m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classpath,
                AnalystsCommand.class.getName()));
        command.addAll(List.of("export", "--desde", "2026-01-05", "--hasta", "2026-01-06"));
        command.addAll(List.of("--kafka", broker.address(), file.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(dir.resolve("output").toFile())
                .redirectError(dir.resolve("errors").toFile())
                .start();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
