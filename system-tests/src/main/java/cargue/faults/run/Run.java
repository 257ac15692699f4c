package cargue.faults.run;

import cargue.faults.checker.Checker;
import cargue.faults.client.Ledger;
import cargue.faults.client.Planillas;
import cargue.faults.client.Viewers;
import cargue.faults.client.Writers;
import cargue.faults.fault.Draw;
import cargue.faults.fault.Injector;
import cargue.faults.fault.Injector.Injected;
import cargue.faults.fault.Kind;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** One run, from its first server to the judgement. One thread. */
public final class Run implements AutoCloseable {

    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(200);

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

    /** @param data an empty directory for all that the servers keep */
    public Run(Plan plan, Path data, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        this.yard = new Yard(data, plan.brokers(), plan.diskMegabytes());
    }

    private long clock() {
        return System.nanoTime() - start;
    }

    /**
     * Runs it.
     *
     * @throws StackException when it could not be done, such as by a server that did not come back
     */
    public Outcome run() throws InterruptedException {
        progress.say("starting PostgreSQL, Kafka, two ingest-services and two push-services in " + yard.path());
        yard.start();
        try (Connection database = yard.connect()) {
            return plan.kinds().contains(Kind.RESTORE) ? restored(database) : faulted(database);
        } catch (SQLException e) {
            throw new StackException("PostgreSQL does not answer though no fault is on: " + e.getMessage(), e);
        }
    }

    private Outcome faulted(Connection database) throws InterruptedException, SQLException {
        try (Writers writers = writers();
                Viewers viewers = begin(writers, database)) {
            Draw draw = new Draw(yard, writers, planillas, plan.kinds(), plan.seed());
            tellWhatIsLacking(draw);
            try (Injector injector = new Injector(draw, plan.seed(), this::clock, progress)) {
                injector.start();
                long end = System.nanoTime() + plan.time().toNanos();
                while (System.nanoTime() < end) {
                    work(injector, Math.min(end, System.nanoTime() + Plan.QUIET_EVERY.toNanos()));
                    injector.hold();
                    quiet(writers, viewers);
                    injector.goOn();
                }
                injector.hold();
                Outcome outcome = judge(writers, viewers, injector.injected());
                requireWork(outcome);
                return outcome;
            }
        }
    }

    /** A run in which nothing was done shows nothing. */
    private static void requireWork(Outcome outcome) {
        if (outcome.acknowledged() == 0) {
            throw new StackException("no check was acknowledged in the whole run");
        }
        if (outcome.faults().stream().allMatch(Injected::missed)) {
            throw new StackException("no fault was injected in the whole run: give it more --minutes");
        }
    }

    /**
     * The database is put back to a copy, the services go on as if nothing had happened until push-service alarms, and
     * then what the runbook says is done.
     */
    private Outcome restored(Connection database) throws InterruptedException, SQLException {
        Duration third = plan.time().dividedBy(3);
        try (Writers writers = writers();
                Viewers viewers = begin(writers, database)) {
            Restoration restoration = new Restoration(yard, progress);
            work(third);
            writers.rest();
            restoration.copy();
            writers.goOn();
            work(third);
            quiet(writers, viewers);
            writers.rest();
            long began = clock();
            restores.addAll(restoration.putBack(this::clock));
            writers.goOn();
            restoration.awaitAlarm();
            writers.rest();
            restoration.beginNewEpocas();
            long over = clock();
            writers.goOn();
            quiet(writers, viewers);
            work(third);
            return judge(writers, viewers, List.of(new Injected(Kind.RESTORE, "postgres", began, over, false)));
        }
    }

    private void work(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        progress.say(acknowledged() + " checks acknowledged");
    }

    private void tellWhatIsLacking(Draw draw) {
        for (Kind kind : Kind.values()) {
            draw.lacks(kind).ifPresent(why -> progress.say("no " + kind.word() + " here: " + why));
        }
        if (draw.isEmpty()) {
            throw new StackException("none of the faults that were asked for can be had on this machine");
        }
    }

    private Writers writers() {
        return new Writers(
                planillas, yard.issuer(), yard.ingests().stream().map(Node::url).toList(), ledger, this::clock);
    }

    private Viewers begin(Writers writers, Connection database) throws InterruptedException {
        writers.fill(database);
        filled = ledger.acknowledged();
        List<String> nodes = yard.pushes().stream().map(Node::url).toList();
        Viewers viewers = new Viewers(planillas, nodes, yard.issuer(), Plan.EACH, Plan.ALL, plan.seed(), this::clock);
        viewing = viewers;
        writers.start(Plan.WRITERS, Plan.PAUSE, plan.seed());
        progress.say("at work: " + Plan.WRITERS + " writers, " + viewers.count() + " viewers; seed " + plan.seed());
        return viewers;
    }

    /** Until a time by the system's clock, telling how it goes. */
    private void work(Injector injector, long until) throws InterruptedException {
        long tell = System.nanoTime() + TELL_EVERY.toNanos();
        while (System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            injector.check();
            ledger.check();
            if (System.nanoTime() > tell) {
                tell += TELL_EVERY.toNanos();
                progress.say(injector.injected().size() + " faults, " + injector.running() + " on; " + acknowledged()
                        + " checks acknowledged");
            }
        }
    }

    private long acknowledged() {
        return ledger.acknowledged() - filled;
    }

    /** All rests until every viewer has everything. */
    private void quiet(Writers writers, Viewers viewers) throws SQLException {
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

    private Outcome judge(Writers writers, Viewers viewers, List<Injected> faults)
            throws InterruptedException, SQLException {
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
    public History soFar() {
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

    /** What a failed run is kept with. */
    public Path logs() {
        return yard.path().resolve("logs");
    }

    @Override
    public void close() {
        yard.close();
    }
}
