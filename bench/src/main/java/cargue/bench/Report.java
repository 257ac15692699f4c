package cargue.bench;

import cargue.bench.result.Json;
import cargue.bench.result.Results;
import cargue.bench.result.Table;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is kept of a bench: {@code results.json}, {@code results.md}, and {@code results.svg}. */
final class Report {

    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final Path LOAD = Path.of("/proc/loadavg");

    private final Results results;
    private final List<ScenarioFile> scenarios;
    private final int runs;
    private final Progress progress;

    /** Of results that may still grow. */
    Report(Results results, List<ScenarioFile> scenarios, int runs, Progress progress) {
        this.results = results;
        this.scenarios = scenarios;
        this.runs = runs;
        this.progress = progress;
    }

    /** Writes what there is so far to a directory, so that a run that is cut short has told something. */
    void keep(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("results.json"), json() + "\n");
            Files.writeString(directory.resolve("results.md"), Table.of(results));
        } catch (IOException e) {
            throw new StackException("cannot keep the results in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Draws what was kept, and returns what is printed. */
    String draw(Path directory, boolean json) throws InterruptedException {
        new Plot(progress).draw(directory);
        progress.say("results are in " + directory);
        return json ? json() : Table.of(results);
    }

    private String json() {
        return Json.of(
                results,
                machine(),
                scenarios.stream().collect(Collectors.toMap(ScenarioFile::name, ScenarioFile::values)));
    }

    private Map<String, String> machine() {
        Map<String, String> machine = new TreeMap<>();
        machine.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        machine.put("runs", Integer.toString(runs));
        machine.put("java", System.getProperty("java.runtime.version"));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("processor", line(CPUS, "model name"));
        machine.put("load_at_end", line(LOAD, ""));
        return machine;
    }

    /** What stands after the colon in the first line that begins so. */
    private static String line(Path file, String start) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                Stream<String> all = lines.lines()) {
            return all.filter(line -> line.startsWith(start))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        } catch (IOException e) {
            return ""; // not Linux
        }
    }
}
