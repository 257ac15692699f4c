package cargue.local.bench;

import cargue.local.LocalStack;
import cargue.local.bench.Storm.Outcome;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.time.Duration;
import java.util.List;

/**
 * All viewers connect at once while writes go on: at first; after a restart of their node, from the moment of its
 * readiness; after all connections were cut, with the position that each had and without any pause.
 */
final class StormBench {

    private static final int CHECKS_PER_SECOND = 20;
    private static final int WARM_UP_CHECKS = 500;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(30);

    private final int viewers;
    private final int runs;

    StormBench(Choice choice) {
        this.viewers = choice.get(Setting.VIEWERS);
        this.runs = choice.get(Setting.RUNS);
    }

    /** Runs it on a new stack. */
    Report run(LocalStack stack, Progress progress) throws InterruptedException {
        Report report = new Report();
        try (Stage stage = Stage.set(stack, progress);
                Load load = new Load(stage.checks(), Stage.VENDEDORES, CHECKS_PER_SECOND)) {
            requireCountableConnections(stack);
            load.warmUp(WARM_UP_CHECKS);
            load.start();
            Storm storm = new Storm(stage, load, viewers);
            stage.say(viewers + " viewers connect for the first time");
            add(report, "first connection", "first", storm.connectAll());
            for (int run = 1; run <= runs; run++) {
                stage.say("restart " + run + " of " + runs);
                add(report, "restart, from readiness, run " + run, "restart_" + run, restart(stage, storm));
            }
            for (int run = 1; run <= runs; run++) {
                stage.say("cut " + run + " of " + runs);
                stage.loop().call(storm::cut);
                add(report, "cut and reconnect, run " + run, "cut_" + run, storm.connectAll());
            }
            load.stop();
            stage.loop().awaitThat(storm::isSettled, SETTLE_LIMIT, "all viewers to have the last change");
            stage.loop().call(storm::verify);
        }
        return report;
    }

    private static Outcome restart(Stage stage, Storm storm) throws InterruptedException {
        stage.loop().call(storm::expectEnds);
        stage.stack().push().stop();
        stage.stack().push().start();
        stage.stack().push().awaitReady(START_LIMIT);
        stage.loop().call(storm::cut);
        return storm.connectAll();
    }

    /** A zero is worth something only where a connection would be seen. */
    private static void requireCountableConnections(LocalStack stack) {
        if (!TcpTable.isKnown()
                || TcpTable.connections(stack.ingest().pid(), stack.postgres().port()) == 0) {
            throw new StackException("this system does not show which process is connected to the database");
        }
    }

    private static void add(Report report, String label, String key, Outcome outcome) {
        Latencies times = outcome.times();
        report.line(
                label,
                List.of(
                        new Report.Figure(key + "_last_ms", "last live after %.0f ms", times.percentile(100)),
                        new Report.Figure(key + "_p50_ms", "a viewer p50 %.0f", times.percentile(50)),
                        new Report.Figure(key + "_p99_ms", "p99 %.0f ms", times.percentile(99)),
                        new Report.Figure(key + "_deltas", "%.0f by delta", outcome.deltas()),
                        new Report.Figure(key + "_retries", "%.0f had to try again", outcome.retries()),
                        new Report.Figure(key + "_push_cpu_s", "push %.2f s of CPU", outcome.cpuSeconds()),
                        new Report.Figure(key + "_overflows", "%.0f SYNs dropped", outcome.listenOverflows()),
                        new Report.Figure(
                                key + "_database_connections",
                                "push's connections to the database %.0f",
                                outcome.databaseConnections())));
    }
}
