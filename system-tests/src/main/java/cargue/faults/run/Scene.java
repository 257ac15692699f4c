package cargue.faults.run;

import cargue.faults.checker.Checker;
import cargue.faults.client.Ledger;
import cargue.faults.client.Planillas;
import cargue.faults.client.Viewers;
import cargue.faults.client.Writers;
import cargue.faults.fault.Injector.Injected;
import cargue.faults.history.History;
import cargue.faults.history.LogEntry;
import cargue.faults.history.Quiet;
import cargue.faults.history.Restore;
import cargue.faults.history.TableRow;
import cargue.faults.history.TopicRecord;
import cargue.faults.yard.Node;
import cargue.faults.yard.Records;
import cargue.faults.yard.Yard;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What every run has: its servers, writers and viewers, its rests, its history and judgement. One thread. */
final class Scene implements AutoCloseable {

    private final Plan plan;
    private final Progress progress;
    private final long start = System.nanoTime();
    private final Yard yard;
    private final Planillas planillas = new Planillas(Plan.VENDEDORES);
    private final Ledger ledger = new Ledger();
    private final List<Quiet> quiets = new ArrayList<>();
    private final List<Restore> restores = new ArrayList<>();
    private long filled;
    private @Nullable Viewers viewing;

    Scene(Plan plan, Path data, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        this.yard = new Yard(data, plan.brokers(), plan.diskMegabytes());
    }

    /** Nanoseconds since the run began. */
    long clock() {
        return System.nanoTime() - start;
    }

    Plan plan() {
        return plan;
    }

    Progress progress() {
        return progress;
    }

    Yard yard() {
        return yard;
    }

    Planillas planillas() {
        return planillas;
    }

    /** Tells of a writer that has ended by a mistake of the run itself. */
    void check() {
        ledger.check();
    }

    void restored(List<Restore> heads) {
        restores.addAll(heads);
    }

    Writers writers() {
        return new Writers(
                planillas, yard.issuer(), yard.ingests().stream().map(Node::url).toList(), ledger, this::clock);
    }

    Viewers begin(Writers writers, Connection database) throws InterruptedException {
        writers.fill(database);
        filled = ledger.acknowledged();
        List<String> nodes = yard.pushes().stream().map(Node::url).toList();
        Viewers viewers = new Viewers(planillas, nodes, yard.issuer(), Plan.EACH, Plan.ALL, plan.seed(), this::clock);
        viewing = viewers;
        writers.start(Plan.WRITERS, Plan.PAUSE, plan.seed());
        progress.say("at work: " + Plan.WRITERS + " writers, " + viewers.count() + " viewers; seed " + plan.seed());
        return viewers;
    }

    long acknowledged() {
        return ledger.acknowledged() - filled;
    }

    /** All rests until every viewer has everything. */
    void quiet(Writers writers, Viewers viewers) throws SQLException {
        writers.rest();
        try {
            yard.assertAlive();
            ledger.check();
            long ended = clock();
            // A connection of its own: a fault may have ended the run's.
            try (Connection database = yard.connect()) {
                List<Quiet> now = viewers.awaitAll(database, ended);
                progress.say("all rests; " + told(now));
                quiets.addAll(now);
            }
        } finally {
            writers.goOn();
        }
    }

    private static String told(List<Quiet> quiets) {
        long late = quiets.stream()
                .filter(quiet -> quiet.caughtUp() == Long.MAX_VALUE)
                .count();
        if (late > 0) {
            return late + " viewers never had everything";
        }
        long slowest = quiets.stream()
                .mapToLong(quiet -> quiet.caughtUp() - quiet.ended())
                .max()
                .orElse(0);
        return "the last viewer had everything after " + slowest / 1_000_000 + " ms";
    }

    Outcome judge(Writers writers, Viewers viewers, List<Injected> faults) throws InterruptedException, SQLException {
        writers.finish();
        quiet(writers, viewers);
        viewers.close();
        progress.say("reading the topic and the tables");
        try (Connection database = yard.connect()) {
            History history = history(
                    Records.log(database),
                    Records.table(database),
                    Records.topic(yard.brokers().bootstrapServers()),
                    viewers);
            progress.say("judging");
            return new Outcome(history, faults, acknowledged(), Checker.check(history), List.copyOf(ledger.strange()));
        }
    }

    private History history(
            List<LogEntry> log, List<TableRow> table, List<TopicRecord> topic, @Nullable Viewers viewers) {
        return new History(
                ledger.posts(),
                List.copyOf(restores),
                log,
                table,
                topic,
                viewers == null ? List.of() : viewers.viewings(),
                List.copyOf(quiets));
    }

    /** What was seen of a run that failed; what PostgreSQL or Kafka do not tell any more is empty, and said to be. */
    History soFar() {
        List<LogEntry> log = List.of();
        List<TableRow> table = List.of();
        List<TopicRecord> topic = List.of();
        try (Connection database = yard.connect()) {
            log = Records.log(database);
            table = Records.table(database);
        } catch (SQLException e) {
            progress.say("the history lacks PostgreSQL's part: " + e.getMessage());
        }
        try {
            topic = Records.topic(yard.brokers().bootstrapServers());
        } catch (KafkaException | StackException e) {
            progress.say("the history lacks the topic: " + e.getMessage());
        }
        return history(log, table, topic, viewing);
    }

    @Override
    public void close() {
        yard.close();
    }
}
