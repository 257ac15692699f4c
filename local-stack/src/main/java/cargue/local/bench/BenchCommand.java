package cargue.local.bench;

import cargue.local.LocalStack;
import cargue.local.StackOptions;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./cargue bench plan}: on a stack of its own, the seconds from start to ready (second start), the memory of all
 * its processes, and the time from POST to viewer. Fails when a message is missing or comes twice.
 */
@Command(name = "bench", description = "Measures start, memory, and the time from POST to viewer.")
public final class BenchCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", defaultValue = "plan", description = "plan: 6 viewers, 20 checks a second")
    String scenario = "plan";

    @Option(
            names = "--warm-up",
            defaultValue = "5000",
            description = "checks sent before measuring (default: 5000; 0: just started)")
    int warmUp;

    @Option(names = "--seconds", defaultValue = "60", description = "seconds to measure (default: 60)")
    int seconds;

    @Option(names = "--json", description = "prints one JSON object")
    boolean json;

    private final Progress progress = Progress.timed(System.err);

    @Override
    public Integer call() throws InterruptedException {
        if (!scenario.equals("plan")) {
            System.err.println("cargue: there is no scenario '" + scenario + "'; there is: plan");
            return 2;
        }
        if (warmUp < 0 || seconds < 1) {
            System.err.println("cargue: --warm-up must be 0 or more and --seconds 1 or more");
            return 2;
        }
        try {
            measure();
            return 0;
        } catch (StackException e) {
            System.err.println("cargue: " + e.getMessage());
            return 1;
        }
    }

    private void measure() throws InterruptedException {
        Path data = temporaryDirectory();
        try {
            progress.say("first start, with new data");
            run(data, stack -> {});
            progress.say("second start");
            run(data, this::report);
        } finally {
            deleteAll(data);
        }
    }

    /** Does something on a running stack. */
    private interface Use {
        void on(Running stack) throws InterruptedException;
    }

    /** A stack that is ready, and the seconds that it took. */
    private record Running(LocalStack stack, double seconds) {}

    private void run(Path data, Use use) throws InterruptedException {
        long start = System.nanoTime();
        try (LocalStack stack = new LocalStack(StackOptions.onFreePorts(data), progress)) {
            stack.start();
            use.on(new Running(stack, (System.nanoTime() - start) / 1e9));
            stack.stop();
        }
    }

    private void report(Running running) throws InterruptedException {
        LocalStack stack = running.stack();
        PlanBench.Result latencies = new PlanBench(
                        stack.ingest().url(), stack.push().url(), progress)
                .run(warmUp, Duration.ofSeconds(seconds));
        OptionalLong memory = List.of(stack.ingest(), stack.push(), stack.kafka(), stack.postgres()).stream()
                .map(server -> Memory.ofTree(server.pid()))
                .reduce(OptionalLong.of(0), Memory::sum);
        long megabytes = memory.isPresent() ? memory.getAsLong() >> 20 : -1;
        String form = json
                ? "{\"second_start_s\":%.1f,\"memory_mb\":%d,\"deliveries\":%d,\"answer_p50_ms\":%.2f,\"answer_p99_ms\":%.2f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,"
                        + "\"p999_ms\":%.2f}%n"
                : "second start to ready  %.1f s%nmemory of all servers  %d MB (shared pages once; -1: unknown)%n"
                        + "POST to viewer         %d deliveries; answer p50 %.2f ms, p99 %.2f ms; viewer p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms%n";
        System.out.printf(
                Locale.ROOT,
                form,
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
