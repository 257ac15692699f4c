package cargue.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.bench.Report.Figure;
import org.junit.jupiter.api.Test;

class ReportTests {

    @Test
    void saysTheSameToPeopleAndPrograms() {
        Report report = new Report()
                .line("short", new Figure("a", "%.1f s", 1.25), new Figure("b", "%.0f rows", 100))
                .line("a longer label", new Figure("c", "%.2f", 0));
        assertThat(report.forPeople())
                .isEqualTo("short           1.3 s, 100 rows" + System.lineSeparator() + "a longer label  0.00");
        assertThat(report.json()).isEqualTo("{\"a\":1.25,\"b\":100,\"c\":0}");
    }

    @Test
    void takesPercentilesByNearestRank() {
        Latencies times = Latencies.of(new long[] {4_000_000, 1_000_000, 3_000_000, 2_000_000});
        assertThat(times.percentile(50)).isEqualTo(2);
        assertThat(times.percentile(75)).isEqualTo(3);
        assertThat(times.percentile(99)).isEqualTo(4);
    }
}
