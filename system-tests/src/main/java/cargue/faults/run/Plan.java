package cargue.faults.run;

import cargue.faults.fault.Kind;
import java.time.Duration;
import java.util.Set;

/**
 * What a run is to be.
 *
 * @param time how long faults are injected
 * @param seed of all dice
 * @param kinds of faults; empty: all that have a weight
 * @param brokers 1, or 3
 */
public record Plan(Duration time, long seed, Set<Kind> kinds, int brokers) {

    static final int VENDEDORES = 6;

    /** Viewers of each vendedor alone. */
    static final int EACH = 2;

    /** Viewers of all on one socket. */
    static final int ALL = 3;

    static final int WRITERS = 20;

    /** The longest pause of a writer. */
    static final Duration PAUSE = Duration.ofMillis(500);

    /** How often all rests until every viewer has everything. */
    static final Duration QUIET_EVERY = Duration.ofSeconds(40);

    private static final int LEAST_DISK_MB = 640;
    private static final int DISK_MB_A_MINUTE = 24;

    /** What the events of a run take, many times over. */
    int diskMegabytes() {
        return LEAST_DISK_MB + (int) time.toMinutes() * DISK_MB_A_MINUTE;
    }
}
