package cargue.local.bench;

import static cargue.local.bench.Setting.REPETITIONS;
import static cargue.local.bench.Setting.RUNS;
import static cargue.local.bench.Setting.SECONDS;
import static cargue.local.bench.Setting.VIEWERS;
import static cargue.local.bench.Setting.WARM_UP;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the bench can measure, and the settings that each takes. */
enum Scenario {
    PLAN,
    SNAPSHOT,
    STORM,
    STALLED,
    PAGES;

    /** A setting's value when none is given, and between which it may be. */
    record Range(Setting setting, int standard, int least, int greatest) {}

    List<Range> settings() {
        return switch (this) {
            case PLAN -> List.of(new Range(WARM_UP, 5000, 0, 1_000_000), new Range(SECONDS, 60, 1, 3600));
            case SNAPSHOT -> List.of(new Range(WARM_UP, 2000, 0, 100_000), new Range(REPETITIONS, 200, 1, 10_000));
            case STORM -> List.of(new Range(VIEWERS, 2000, 1, 5000), new Range(RUNS, 3, 1, 20));
            case STALLED ->
                List.of(
                        new Range(WARM_UP, 5000, 0, 1_000_000),
                        new Range(SECONDS, 30, 5, 600),
                        new Range(VIEWERS, 1000, 1, 4500),
                        new Range(RUNS, 3, 1, 20));
            case PAGES -> List.of(new Range(WARM_UP, 20, 0, 1000), new Range(REPETITIONS, 100, 1, 10_000));
        };
    }

    /** As it is written. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scenario> of(String word) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.word().equals(word))
                .findFirst();
    }
}
