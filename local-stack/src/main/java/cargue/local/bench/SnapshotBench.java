package cargue.local.bench;

import cargue.local.LocalStack;
import cargue.local.bench.Stage.Join;
import cargue.local.process.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a viewer waits for its sheet: from the start of its connection (TCP, handshake, snapshot), and from the
 * upgrade on. One after the other, on a node just started and on a warm one; of one sheet, and of six on one socket.
 */
final class SnapshotBench {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int TELL_EVERY = 500;

    private final int repetitions;
    private final int warmUp;

    SnapshotBench(Choice choice) {
        this.repetitions = choice.get(Setting.REPETITIONS);
        this.warmUp = choice.get(Setting.WARM_UP);
    }

    /** Runs it on a new stack; restarts its push-service before each of the two. */
    Report run(LocalStack stack, Progress progress) throws InterruptedException {
        Report report = new Report();
        try (Stage stage = Stage.set(stack, progress)) {
            measure(stage, Stage.VENDEDORES.subList(0, 1), report);
            measure(stage, Stage.VENDEDORES, report);
        }
        return report;
    }

    private void measure(Stage stage, List<String> vendedores, Report report) throws InterruptedException {
        stage.stack().push().stop();
        stage.stack().push().start();
        stage.stack().push().awaitReady(START_LIMIT);
        int sheets = vendedores.size();
        String of = sheets + (sheets == 1 ? " sheet, " : " sheets, ");
        List<Join> cold = joins(stage, vendedores, repetitions, of + "cold");
        joins(stage, vendedores, warmUp, of + "warming up");
        List<Join> warm = joins(stage, vendedores, repetitions, of + "warm");
        add(report, of + "the node's very first", "first_" + sheets, cold.subList(0, 1));
        add(report, of + "cold", "cold_" + sheets, cold);
        add(report, of + "warm", "warm_" + sheets, warm);
    }

    private static List<Join> joins(Stage stage, List<String> vendedores, int count, String what)
            throws InterruptedException {
        List<Join> joins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % TELL_EVERY == 0) {
                stage.say(what + ": " + i + " of " + count + " connections");
            }
            joins.add(stage.connectOnce(vendedores));
        }
        return joins;
    }

    private static void add(Report report, String label, String key, List<Join> joins) {
        report.line(
                label + ", from the start",
                Report.spread(
                        key + "_start",
                        Latencies.of(joins.stream().mapToLong(Join::fromStart).toArray())));
        report.line(
                label + ", from the upgrade",
                Report.spread(
                        key + "_upgrade",
                        Latencies.of(joins.stream().mapToLong(Join::fromUpgrade).toArray())));
    }
}
