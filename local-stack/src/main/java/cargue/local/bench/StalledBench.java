package cargue.local.bench;

import cargue.local.LocalStack;
import cargue.local.bench.Load.Event;
import cargue.local.process.Jvm;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What viewers that stall cost those that read: 100 readers, 50 checks a second, by turns without and with stalled
 * viewers of the same vendedores, without at the end too; and push-service's heap after a full collection at each step.
 */
final class StalledBench {

    /** Settings of push-service under which no stalled viewer is closed during a run. */
    static final Map<String, String> PUSH_SETTINGS =
            Map.of("CARGUE_PUSH_STALLTIMEOUT", "2h", "CARGUE_PUSH_DEADPEERTIMEOUT", "2h");

    private static final int READERS = 100;
    private static final int CHECKS_PER_SECOND = 50;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TELL_EVERY_SECONDS = 10;

    private final int stalled;
    private final int seconds;
    private final int runs;
    private final int warmUp;

    StalledBench(Choice choice) {
        this.stalled = choice.get(Setting.VIEWERS);
        this.seconds = choice.get(Setting.SECONDS);
        this.runs = choice.get(Setting.RUNS);
        this.warmUp = choice.get(Setting.WARM_UP);
    }

    /** Runs it on a new stack with {@link #PUSH_SETTINGS} and {@link RaisedLimits#SETTINGS}. */
    Report run(LocalStack stack, Progress progress) throws InterruptedException {
        if (!TcpTable.isKnown()) {
            throw new StackException("this system does not show whether a viewer is stalled");
        }
        Report report = new Report().line(RaisedLimits.LABEL, RaisedLimits.figure());
        try (Stage stage = Stage.set(stack, progress);
                Load load = new Load(stage.checks(), Stage.VENDEDORES, CHECKS_PER_SECOND)) {
            Readers readers = new Readers(READERS, stage.checks().fecha());
            stage.loop().call(() -> readers.connect(stage.loop()));
            stage.loop().awaitThat(() -> readers.have(load), LIMIT, "the readers to be live");
            stage.say("warming up with " + warmUp + " checks, one after the other");
            load.warmUp(warmUp);
            load.start();
            Session session = new Session(stage, load, readers);
            alternate(session, report);
            load.stop();
            stage.loop().awaitThat(() -> readers.have(load), LIMIT, "the readers to have the last change");
            stage.loop().call(() -> readers.verify(load));
        }
        return report;
    }

    private record Session(Stage stage, Load load, Readers readers) {

        long push() {
            return stage.stack().push().pid();
        }
    }

    private void alternate(Session session, Report report) throws InterruptedException {
        List<Latencies> without = new ArrayList<>();
        List<Latencies> with = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            without.add(measureAlone(session, run, report));
            with.add(measureStalled(session, run, report));
        }
        measureAlone(session, runs + 1, report); // what the last stalled ones leave behind
        report.line("p50 with / without", ratios("p50", without, with, times -> times.percentile(50)));
        report.line("p99 with / without", ratios("p99", without, with, times -> times.percentile(99)));
    }

    private Latencies measureAlone(Session session, int run, Report report) throws InterruptedException {
        Latencies times = measure(session, "without stalled viewers, run " + run);
        List<Report.Figure> figures = new ArrayList<>(latencies("without_" + run, times));
        figures.add(megabytes("without_" + run + "_heap_mb", "heap %.1f MB", Jvm.liveHeap(session.push())));
        figures.add(megabytes("without_" + run + "_memory_mb", "process %.0f MB", memory(session)));
        report.line("run " + run + " without stalled", figures);
        return times;
    }

    private Latencies measureStalled(Session session, int run, Report report) throws InterruptedException {
        session.stage().say("run " + run + " of " + runs + ": " + stalled + " viewers connect and stall");
        StalledViewers viewers = StalledViewers.stall(session.stage(), stalled);
        long heapBegin = Jvm.liveHeap(session.push());
        Map<Integer, Long> begin = viewers.unsent();
        Latencies times = measure(session, "with stalled viewers, run " + run + " of " + runs);
        Map<Integer, Long> end = viewers.unsent();
        long heapEnd = Jvm.liveHeap(session.push());
        List<Report.Figure> figures = new ArrayList<>(latencies("with_" + run, times));
        figures.add(new Report.Figure(
                "with_" + run + "_stalled",
                "%.0f of " + stalled + " stalled from begin to end",
                StalledViewers.stalled(begin, end)));
        figures.add(new Report.Figure(
                "with_" + run + "_unsent_mb",
                "%.0f MB in the sockets",
                end.values().stream().mapToLong(Long::longValue).sum() / 1e6));
        figures.add(megabytes("with_" + run + "_heap_begin_mb", "heap %.1f MB", heapBegin));
        figures.add(megabytes("with_" + run + "_heap_end_mb", "then %.1f MB", heapEnd));
        figures.add(megabytes("with_" + run + "_memory_mb", "process %.0f MB", memory(session)));
        report.line("run " + run + " with stalled", figures);
        viewers.end();
        return times;
    }

    /** The readers' times of what is due from now on. */
    private Latencies measure(Session session, String what) throws InterruptedException {
        long from = System.nanoTime();
        for (int second = 0; second < seconds; second++) {
            if (second % TELL_EVERY_SECONDS == 0) {
                session.stage().say(what + ": " + second + " of " + seconds + " s");
            }
            Thread.sleep(Duration.ofSeconds(1).toMillis());
            session.stage().loop().check();
            session.load().check();
        }
        long to = System.nanoTime();
        session.stage()
                .loop()
                .awaitThat(() -> session.load().dueBetween(from, to).isPresent(), LIMIT, "the answers of all checks");
        session.stage()
                .loop()
                .awaitThat(() -> session.readers().have(session.load()), LIMIT, "the readers to have every change");
        Optional<Map<String, List<Event>>> events = session.load().dueBetween(from, to);
        return session.stage().loop().call(() -> session.readers().latencies(events.orElseThrow()));
    }

    private static List<Report.Figure> latencies(String key, Latencies times) {
        return List.of(
                new Report.Figure(key + "_deliveries", "%.0f deliveries", times.count()),
                new Report.Figure(key + "_p50_ms", "p50 %.2f ms", times.percentile(50)),
                new Report.Figure(key + "_p99_ms", "p99 %.2f ms", times.percentile(99)));
    }

    private static Report.Figure megabytes(String key, String text, long bytes) {
        return new Report.Figure(key, text, bytes / 1048576.0);
    }

    private static long memory(Session session) {
        return Memory.ofTree(session.push()).orElse(0);
    }

    /** Each run by the one before it: the middle one, the least and the greatest. */
    private static List<Report.Figure> ratios(
            String key, List<Latencies> without, List<Latencies> with, ToDoubleFunction<Latencies> figure) {
        double[] ratios = new double[with.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(with.get(i)) / figure.applyAsDouble(without.get(i));
        }
        Arrays.sort(ratios);
        return List.of(
                new Report.Figure("ratio_" + key, "%.2f", ratios[ratios.length / 2]),
                new Report.Figure("ratio_" + key + "_least", "least %.2f", ratios[0]),
                new Report.Figure("ratio_" + key + "_greatest", "greatest %.2f", ratios[ratios.length - 1]));
    }
}
