package cargue.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.faults.fault.Injector.Injected;
import cargue.faults.fault.Kind;
import cargue.faults.history.Histories;
import cargue.faults.run.Outcome;
import cargue.faults.run.Plan;
import cargue.faults.run.Report;
import cargue.faults.run.Run;
import cargue.local.process.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of what {@code ./cargue faults} does for longer; their seeds are fixed. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsTests {

    private static final Progress TOLD = Progress.timed(System.out);
    private static final long SEED = 20_261_129;

    /** What runs for half an hour before a release. */
    @Test
    void everythingFailsAndNothingIsLostInventedOrOutOfOrder(@TempDir Path data) throws Exception {
        Outcome outcome = run(new Plan(Duration.ofSeconds(75), SEED, Set.of(), 1), data);
        assertThat(outcome.faults()).hasSizeGreaterThan(10);
        assertThat(outcome.acknowledged()).isGreaterThan(100);
    }

    /** A copy, its return without new epocas, the alarm, and the runbook. */
    @Test
    void aDatabasePutBackToACopyIsNoticedAndMended(@TempDir Path data) throws Exception {
        Outcome outcome = run(new Plan(Duration.ofSeconds(15), SEED, Set.of(Kind.RESTORE), 1), data);
        assertThat(outcome.history().restores()).isNotEmpty();
        assertThat(outcome.history().topic())
                .anyMatch(record -> "cargue.epoca.v1".equals(record.headers().get("ce_type")));
        // What was kept of a run is judged as the run itself.
        Path kept = data.resolve("kept");
        Histories.write(outcome.history(), kept);
        assertThat(Histories.read(kept)).isEqualTo(outcome.history());
    }

    /** Three brokers, of which the leader dies again and again. */
    @Test
    void theLeaderOfThreeBrokersDies(@TempDir Path data) throws Exception {
        Outcome outcome = run(new Plan(Duration.ofSeconds(30), SEED, EnumSet.of(Kind.KAFKA_LEADER), 3), data);
        assertThat(outcome.faults()).extracting(Injected::kind).contains(Kind.KAFKA_LEADER);
        assertThat(outcome.acknowledged()).isGreaterThan(100);
    }

    private static Outcome run(Plan plan, Path data) throws InterruptedException {
        try (Run run = new Run(plan, data.resolve("yard"), TOLD)) {
            Outcome outcome = run.run();
            System.out.println(new Report(outcome, plan.seed()).forPeople());
            assertThat(outcome.verdict().violations()).isEmpty();
            assertThat(outcome.strange()).isEmpty();
            return outcome;
        }
    }
}
