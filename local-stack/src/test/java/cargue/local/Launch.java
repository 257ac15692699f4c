package cargue.local;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.process.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher in a JVM of its own, as the script starts it. */
final class Launch implements AutoCloseable {

    private static final int LIMIT_SECONDS = 150;

    private final Process process;
    private final Path out;
    private final Path err;

    private Launch(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code up} on free ports, but for those among the options. */
    static Launch start(Path home, Path data, String... options) throws IOException {
        return start(home, data, Map.of(), options);
    }

    static Launch start(Path home, Path data, Map<String, String> environment, String... options) throws IOException {
        List<String> given = List.of(options);
        List<String> line = new ArrayList<>(given);
        for (String port : List.of("--ingest-port", "--push-port", "--kafka-port", "--pg-port", "--issuer-port")) {
            if (!given.contains(port)) {
                line.addAll(List.of(port, "0"));
            }
        }
        return run(home, data, environment, "up", line);
    }

    /** Starts a command. */
    static Launch run(Path home, Path data, Map<String, String> environment, String name, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Jdk.java(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dcargue.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                name,
                "--data",
                data.toString()));
        command.addAll(options);
        Path out = Files.createTempFile("cargue", ".out");
        Path err = Files.createTempFile("cargue", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Launch(builder.start(), out, err);
    }

    /** Runs one that ends by itself. */
    static Launch up(Path data, String... options) throws Exception {
        Launch launch = start(data, data, options);
        launch.exitCode();
        return launch;
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    Process process() {
        return process;
    }

    List<String> output() throws IOException {
        return Files.readAllLines(out);
    }

    List<String> errors() throws IOException {
        return Files.readAllLines(err);
    }

    /** For a failed assertion. */
    @Override
    public String toString() {
        try {
            return String.join(System.lineSeparator(), errors());
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
