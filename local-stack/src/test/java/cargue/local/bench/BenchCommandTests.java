package cargue.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTests {

    @Test
    void isThePlanUnlessTold() {
        Choice choice = parse().choice();
        assertThat(choice.scenario()).isEqualTo(Scenario.PLAN);
        assertThat(choice.get(Setting.WARM_UP)).isEqualTo(5000);
        assertThat(choice.get(Setting.SECONDS)).isEqualTo(60);
    }

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(parse("snapshot").choice().get(Setting.REPETITIONS)).isEqualTo(200);
        assertThat(parse("storm").choice().get(Setting.VIEWERS)).isEqualTo(2000);
        assertThat(parse("storm").choice().get(Setting.RUNS)).isEqualTo(3);
        assertThat(parse("stalled").choice().get(Setting.VIEWERS)).isEqualTo(1000);
        assertThat(parse("stalled").choice().get(Setting.SECONDS)).isEqualTo(30);
    }

    @Test
    void takesOptionsBeforeAndAfterTheScenario() {
        BenchCommand bench = parse("--viewers", "7", "stalled", "--runs=2", "--warm-up", "0", "--json");
        Choice choice = bench.choice();
        assertThat(choice.scenario()).isEqualTo(Scenario.STALLED);
        assertThat(choice.get(Setting.VIEWERS)).isEqualTo(7);
        assertThat(choice.get(Setting.RUNS)).isEqualTo(2);
        assertThat(choice.get(Setting.WARM_UP)).isZero();
        assertThat(bench.json).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    plam|there is no scenario 'plam'; there are: plan, snapshot, storm, stalled, pages
                    plan --viewers 5|--viewers is no setting of plan
                    snapshot --seconds 5|--seconds is no setting of snapshot
                    plan --seconds 0|--seconds must be from 1 to 3600
                    storm --viewers 5001|--viewers must be from 1 to 5000
                    stalled --runs -1|--runs must be from 1 to 20
                    """)
    void tellsWhatIsWrong(String line, String mistake) {
        BenchCommand bench = parse(line.split(" "));
        assertThatThrownBy(bench::choice)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(mistake);
        assertThat(new CommandLine(new BenchCommand()).execute(line.split(" "))).isEqualTo(2);
    }

    private static BenchCommand parse(String... args) {
        BenchCommand bench = new BenchCommand();
        new CommandLine(bench).parseArgs(args);
        return bench;
    }
}
