package cargue.local.bench;

import cargue.local.LocalStack;
import cargue.local.StackOptions;
import cargue.local.process.CleanStop;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./cargue bench [scenario]}: measures on a stack of its own. Fails when a message is missing, comes twice, or
 * does not fit the one before it.
 */
@Command(name = "bench", description = "Measures start, memory, and the times of viewers.")
public final class BenchCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;
    private static final Settings PLAIN = new Settings(Map.of(), Map.of());

    @Parameters(arity = "0..1", defaultValue = "plan", description = "plan, snapshot, storm, stalled or pages")
    String scenario = "plan";

    @Option(
            names = "--warm-up",
            description = "before measuring: checks sent (plan, stalled), connections (snapshot), ticks (pages)")
    @Nullable
    Integer warmUp;

    @Option(names = "--seconds", description = "seconds to measure (plan; stalled: of each run)")
    @Nullable
    Integer seconds;

    @Option(names = "--viewers", description = "viewers that reconnect (storm) or stall (stalled)")
    @Nullable
    Integer viewers;

    @Option(names = "--repetitions", description = "connections (snapshot) or ticks (pages) that are measured")
    @Nullable
    Integer repetitions;

    @Option(names = "--runs", description = "times that each thing is measured (storm, stalled)")
    @Nullable
    Integer runs;

    @Option(names = "--json", description = "prints one JSON object")
    boolean json;

    private final Progress progress = Progress.timed(System.err);

    @Override
    public Integer call() {
        try {
            measure(choice());
            return 0;
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

    /** Throws an IllegalArgumentException that tells people what is wrong with the command line. */
    Choice choice() {
        Map<Setting, Integer> given = new EnumMap<>(Setting.class);
        put(given, Setting.WARM_UP, warmUp);
        put(given, Setting.SECONDS, seconds);
        put(given, Setting.VIEWERS, viewers);
        put(given, Setting.REPETITIONS, repetitions);
        put(given, Setting.RUNS, runs);
        return Choice.of(scenario, given);
    }

    private static void put(Map<Setting, Integer> given, Setting setting, @Nullable Integer value) {
        if (value != null) {
            given.put(setting, value);
        }
    }

    private void measure(Choice choice) throws InterruptedException {
        CleanStop stop = new CleanStop();
        Path data = temporaryDirectory();
        try {
            measure(choice, data);
        } finally {
            deleteAll(data);
            stop.close();
        }
    }

    private void measure(Choice choice, Path data) throws InterruptedException {
        switch (choice.scenario()) {
            case PLAN -> measurePlan(data, choice);
            case SNAPSHOT -> run(data, PLAIN, stack -> print(new SnapshotBench(choice).run(stack.stack(), progress)));
            case STORM -> run(data, PLAIN, stack -> print(new StormBench(choice).run(stack.stack(), progress)));
            case STALLED ->
                run(
                        data,
                        new Settings(RaisedLimits.SETTINGS, StalledBench.PUSH_SETTINGS),
                        stack -> print(new StalledBench(choice).run(stack.stack(), progress)));
            case PAGES -> run(data, PLAIN, stack -> print(new PagesBench(choice).run(stack.stack(), progress)));
        }
    }

    private void measurePlan(Path data, Choice choice) throws InterruptedException {
        progress.say("first start, with new data");
        run(data, PLAIN, stack -> {});
        progress.say("second start");
        run(data, new Settings(RaisedLimits.SETTINGS, Map.of()), stack -> report(stack, choice));
    }

    private void print(Report report) {
        System.out.println(json ? report.json() : report.forPeople());
    }

    /** Does something on a running stack. */
    private interface Use {
        void on(Running stack) throws InterruptedException;
    }

    /** A stack that is ready, and the seconds that it took. */
    private record Running(LocalStack stack, double seconds) {}

    /** What the services are told beside what they always are, as environment variables. */
    private record Settings(Map<String, String> ingest, Map<String, String> push) {}

    private void run(Path data, Settings settings, Use use) throws InterruptedException {
        long start = System.nanoTime();
        try (LocalStack stack = newStack(data, settings)) {
            stack.start();
            use.on(new Running(stack, (System.nanoTime() - start) / 1e9));
            stack.stop();
        }
    }

    private LocalStack newStack(Path data, Settings settings) throws InterruptedException {
        return new LocalStack(StackOptions.onFreePorts(data), settings.ingest(), settings.push(), progress);
    }

    private void report(Running running, Choice choice) throws InterruptedException {
        LocalStack stack = running.stack();
        PlanBench.Result latencies = new PlanBench(stack, progress)
                .run(choice.get(Setting.WARM_UP), Duration.ofSeconds(choice.get(Setting.SECONDS)));
        OptionalLong memory = List.of(stack.ingest(), stack.push(), stack.kafka(), stack.postgres()).stream()
                .map(server -> Memory.ofTree(server.pid()))
                .reduce(OptionalLong.of(0), Memory::sum);
        long megabytes = memory.isPresent() ? memory.getAsLong() >> 20 : -1;
        String form = json
                ? "{\"posts_per_second_allowed\":%.0f,\"second_start_s\":%.1f,\"memory_mb\":%d,\"deliveries\":%d,\"answer_p50_ms\":%.2f,\"answer_p99_ms\":%.2f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,"
                        + "\"p999_ms\":%.2f}%n"
                : "limits on POSTs        " + RaisedLimits.FOR_PEOPLE + "%n"
                        + "second start to ready  %.1f s%nmemory of all servers  %d MB (shared pages once; -1: unknown)%n"
                        + "POST to viewer         %d deliveries; answer p50 %.2f ms, p99 %.2f ms; viewer p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms%n";
        System.out.printf(
                Locale.ROOT,
                form,
                RaisedLimits.figure().value(),
                running.seconds(),
                megabytes,
                latencies.viewer().count(),
                latencies.answer().percentile(50),
                latencies.answer().percentile(99),
                latencies.viewer().percentile(50),
                latencies.viewer().percentile(99),
                latencies.viewer().percentile(99.9));
    }

    private static void deleteAll(Path data) {
        try {
            Trees.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("cargue-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
