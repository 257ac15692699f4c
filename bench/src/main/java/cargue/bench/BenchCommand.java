package cargue.bench;

import cargue.local.process.CleanStop;
import cargue.local.process.Installation;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./cargue bench [scenario...]}: measures Cargue and its peers, by turns, and fails when a message is missing,
 * comes twice, or does not fit the one before it.
 */
@Command(name = "bench", description = "Measures Cargue beside its peers.")
public final class BenchCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    @Parameters(arity = "0..*", description = "scenarios, by default all; see bench/scenarios")
    List<String> scenarios = List.of();

    @Option(names = "--runs", description = "how often each peer is measured (default: 5)")
    int runs = 5;

    @Option(names = "--peers", split = ",", description = "only these, such as cargue,floor")
    List<String> peers = List.of();

    @Option(names = "--seconds", description = "of each measurement, instead of what the scenario says")
    @Nullable
    Integer seconds;

    @Option(names = "--viewers", description = "instead of what the scenario says")
    @Nullable
    Integer viewers;

    @Option(names = "--out", description = "directory of the results (default: bench/target/results)")
    @Nullable
    Path out;

    @Option(names = "--json", description = "prints one JSON object")
    boolean json;

    private final Progress progress = Progress.timed(System.err);

    private BenchCommand() {}

    /** Runs it, and ends with 0 when all was measured and right, 1 when something was wrong, 2 for a wrong word. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand()).setParameterExceptionHandler((mistake, arguments) -> {
            mistake.getCommandLine().getErr().println("cargue: " + mistake.getMessage() + " (see ./cargue help)");
            return 2;
        });
    }

    @Override
    public Integer call() {
        try {
            return measure();
        } catch (IllegalArgumentException e) {
            System.err.println("cargue: " + e.getMessage());
            return 2;
        } catch (StackException e) {
            System.err.println("cargue: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        }
    }

    /** What the command line asks for; throws an IllegalArgumentException, for people, at what cannot be. */
    List<ScenarioFile> chosen() {
        if (runs < 1 || runs > 100) {
            throw new IllegalArgumentException("--runs must be from 1 to 100");
        }
        for (String peer : peers) {
            Peers.make(peer);
        }
        Map<String, String> given = new TreeMap<>();
        if (seconds != null) {
            given.put("seconds", seconds.toString());
        }
        if (viewers != null) {
            given.put("viewers", viewers.toString());
        }
        Path directory = Installation.home().resolve("bench").resolve("scenarios");
        List<String> names = scenarios.isEmpty() ? ScenarioFile.names(directory) : scenarios;
        List<ScenarioFile> files = new ArrayList<>();
        for (String name : names) {
            ScenarioFile file = ScenarioFile.read(directory, name, given);
            Peers.measurement(file, Progress.silent());
            file.requireNoOthers();
            files.add(file);
        }
        return files;
    }

    private int measure() throws InterruptedException {
        List<ScenarioFile> files = chosen();
        CleanStop stop = new CleanStop();
        try {
            Path directory = out == null ? Installation.home().resolve("bench/target/results") : out.toAbsolutePath();
            Rounds rounds = new Rounds(peers, runs, progress);
            Report report = new Report(rounds.results(), files, runs, progress);
            for (ScenarioFile file : files) {
                rounds.run(file);
                report.keep(directory);
            }
            System.out.println(report.draw(directory, json));
            return rounds.ownFailed() ? 1 : 0;
        } finally {
            stop.close();
        }
    }
}
