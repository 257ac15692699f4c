package cargue.faults;

import cargue.faults.checker.Checker;
import cargue.faults.fault.Kind;
import cargue.faults.history.Histories;
import cargue.faults.history.History;
import cargue.faults.run.Outcome;
import cargue.faults.run.Plan;
import cargue.faults.run.Report;
import cargue.faults.run.Run;
import cargue.local.process.CleanStop;
import cargue.local.process.Installation;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./cargue faults}: one run on a yard of its own, or the judgement of a history that was kept. */
@Command(name = "faults", description = "Makes everything fail that can, and judges all that was seen.")
public final class FaultsCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;
    private static final int MISUSE = 2;
    private static final int THREE = 3;
    private static final int MOST_TOLD = 50;

    @Option(names = "--minutes", description = "how long faults are injected (default: ${DEFAULT-VALUE})")
    double minutes = 5;

    @Option(names = "--seed", description = "repeats the dice of an earlier run")
    @Nullable
    Long seed;

    @Option(names = "--fault", description = "only this kind of fault; may be given several times")
    List<String> faults = List.of();

    @Option(names = "--brokers", description = "1, or 3 that replicate")
    @Nullable
    Integer brokers;

    @Option(names = "--keep", description = "keeps the history also of a run without violations")
    boolean keep;

    @Option(names = "--judge", description = "judges a history that was kept, and runs nothing")
    @Nullable
    Path judge;

    @Option(names = "--json", description = "prints one JSON object")
    boolean json;

    private final Progress progress = Progress.timed(System.err);

    public static void main(String[] args) {
        System.exit(new CommandLine(new FaultsCommand())
                .setParameterExceptionHandler((mistake, given) -> misused(String.valueOf(mistake.getMessage())))
                .execute(args));
    }

    private static int misused(String why) {
        System.err.println("cargue: " + why + " (see ./cargue help)");
        return MISUSE;
    }

    @Override
    public Integer call() throws IOException {
        if (judge != null) {
            return judge(judge);
        }
        CleanStop stop = new CleanStop();
        try {
            return run(plan());
        } catch (IllegalArgumentException e) {
            return misused(String.valueOf(e.getMessage()));
        } catch (StackException e) {
            System.err.println("cargue: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } finally {
            stop.close();
        }
    }

    /** Throws an IllegalArgumentException that tells people what is wrong with the command line. */
    private Plan plan() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String word : faults) {
            kinds.add(Kind.of(word)
                    .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + word + "'; there are "
                            + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", ")))));
        }
        if (minutes <= 0) {
            throw new IllegalArgumentException("--minutes " + minutes + " is no time to do anything: more than 0");
        }
        if (kinds.contains(Kind.RESTORE) && kinds.size() > 1) {
            throw new IllegalArgumentException("--fault restore is a run of its own: give no other with it");
        }
        int count = brokers == null ? kinds.contains(Kind.KAFKA_LEADER) ? THREE : 1 : brokers;
        if (count != 1 && count != THREE) {
            throw new IllegalArgumentException("--brokers " + count + ": 1 or 3");
        }
        if (count == 1 && kinds.contains(Kind.KAFKA_LEADER)) {
            throw new IllegalArgumentException("--fault kafka-leader needs --brokers 3");
        }
        long dice = seed == null ? ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE) : seed;
        return new Plan(Duration.ofMillis((long) (minutes * 60_000)), dice, kinds, count);
    }

    private int run(Plan plan) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("cargue-faults-");
        Path kept = Installation.home().resolve("target").resolve("faults").resolve("seed-" + plan.seed());
        try (Run run = new Run(plan, data, progress)) {
            try {
                return report(run, plan, kept);
            } catch (StackException e) {
                keep(run.soFar(), run, kept);
                throw e;
            }
        } finally {
            Trees.delete(data);
        }
    }

    private int report(Run run, Plan plan, Path kept) throws IOException, InterruptedException {
        Outcome outcome = run.run();
        Report report = new Report(outcome, plan.seed());
        if (keep || outcome.violationCount() > 0) {
            keep(outcome.history(), run, kept);
        }
        System.out.println(json ? report.json() : report.forPeople());
        return outcome.violationCount() == 0 ? 0 : 1;
    }

    private void keep(History history, Run run, Path kept) throws IOException {
        Histories.write(history, kept);
        copy(run.logs(), kept.resolve("logs"));
        progress.say("the history and the servers' logs are kept in " + kept);
    }

    private int judge(Path directory) throws IOException {
        var verdict = Checker.check(Histories.read(directory));
        verdict.violations().stream().limit(MOST_TOLD).forEach(System.out::println);
        System.out.println(verdict.total() + " violations");
        return verdict.total() == 0 ? 0 : 1;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
