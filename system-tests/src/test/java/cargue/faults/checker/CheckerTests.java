package cargue.faults.checker;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.faults.history.History;
import cargue.faults.history.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerTests {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsNothingInHistoriesThatKeepEveryPromise(long seed) {
        assertThat(Checker.check(MadeHistory.of(seed).history()).violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void excusesWhatWasRestoredAway(long seed) {
        assertThat(Checker.check(MadeHistory.restored(seed).history()).violations())
                .isEmpty();
    }

    @Test
    void isNotQuadratic() {
        History history = MadeHistory.large(80_000).history();
        assertThat(history.log().size()).isGreaterThan(20_000);
        assertThat(Checker.check(history).violations()).isEmpty();
    }

    @Test
    void findsNothingInNothing() {
        History nothing = new History(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(Checker.check(nothing).violations()).isEmpty();
    }

    /** What is not made up is not tested: each kind of thing is in the histories that must pass. */
    @Test
    void madeHistoriesHaveWhatRunsHave() {
        MadeHistory made = MadeHistory.restored(1);
        List<Seen> seen =
                made.viewers.viewers.stream().flatMap(v -> v.seen.stream()).toList();
        assertThat(made.topic.repeats).isPositive();
        assertThat(made.topic.records).anyMatch(r -> r.poison());
        assertThat(made.topic.records.stream().filter(r -> r.key().equals(MadeRun.SILENT)))
                .first()
                .satisfies(r -> assertThat(r.value()).contains("\"hasta\":1,"));
        assertThat(made.posts)
                .anyMatch(
                        p -> p.told() != null && "SIN_CANTIDAD".equals(p.told().error()));
        assertThat(made.posts)
                .anyMatch(p ->
                        p.told() != null && "CHECK_D_REQUERIDO".equals(p.told().error()));
        assertThat(made.log).anyMatch(e -> e.value().contains("\"total\":-"));
        assertThat(seen).anyMatch(s -> s instanceof Seen.Hello h && h.modo().equals("delta"));
        assertThat(seen).anyMatch(s -> s instanceof Seen.Hello h && h.epoca() == null);
        assertThat(seen).anyMatch(s -> s instanceof Seen.Snapshot m && m.partes() > 2);
        assertThat(seen).anyMatch(s -> s instanceof Seen.Checks m && m.a() - m.de() > 2);
        assertThat(seen).anyMatch(s -> s instanceof Seen.Closed);
    }
}
