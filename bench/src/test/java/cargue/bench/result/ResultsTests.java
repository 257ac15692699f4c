package cargue.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.bench.scenario.Figures;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTests {

    private final Results results = new Results();

    private void run(String peer, int round, double value) {
        results.add(new Run("fanout", peer, round, new Figures().put("cpu", value), null));
    }

    @Test
    void tellsTheMiddleAndTheSpread() {
        run("cargue", 1, 9);
        run("cargue", 2, 3);
        run("cargue", 3, 4);
        assertThat(results.figure("fanout", "cargue", "cpu")).contains(new Spread(4, 3, 9, 3));
        run("cargue", 4, 5);
        assertThat(results.figure("fanout", "cargue", "cpu")).contains(new Spread(4.5, 3, 9, 4));
        assertThat(results.figure("fanout", "cargue", "memory")).isEmpty();
    }

    @Test
    void comparesWithinARoundAndNotAcrossThem() {
        run("cargue", 1, 2);
        run("floor", 1, 1);
        run("cargue", 2, 30); // the machine was busy, for both
        run("floor", 2, 10);
        run("cargue", 3, 100); // of a round that the other has not
        assertThat(results.ratio("fanout", "floor", "cpu")).contains(new Spread(2.5, 2, 3, 2));
    }

    @Test
    void leavesOutARatioToNothing() {
        run("cargue", 1, 2);
        run("floor", 1, 0);
        assertThat(results.ratio("fanout", "floor", "cpu")).isEmpty();
    }

    @Test
    void tellsFailuresAndWhatIsMissing() {
        run("cargue", 1, 2);
        results.add(new Run("fanout", "spring", 1, new Figures(), "a viewer was ended"));
        results.missing("django", "needs redis-server");
        assertThat(Table.of(results))
                .contains("fanout, spring, round 1 failed: a viewer was ended")
                .contains("missing: django: needs redis-server");
        assertThat(Json.of(results, Map.of("java", "17"), Map.of("fanout", Map.of("viewers", "1000"))))
                .contains("\"machine\":{\"java\":\"17\"}")
                .contains("\"missing\":{\"django\":\"needs redis-server\"}")
                .contains("\"failure\":\"a viewer was ended\"");
    }

    @Test
    void writesNumbersAsPeopleReadThem() {
        assertThat(Spread.number(1234.5)).isEqualTo("1235");
        assertThat(Spread.number(12.345)).isEqualTo("12.3");
        assertThat(Spread.number(1.2345)).isEqualTo("1.23");
        assertThat(Spread.number(0.12345)).isEqualTo("0.123");
        assertThat(Spread.number(6)).isEqualTo("6");
    }
}
