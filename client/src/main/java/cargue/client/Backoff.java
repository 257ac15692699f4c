package cargue.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: somewhere between nothing and a limit that doubles with each failure, so
 * that many clients which lost the same server do not come back together. The cap bounds the limit, then the chance is
 * taken: attempts stay spread when the cap is reached. Not thread-safe.
 */
final class Backoff {

    static final Duration BASE = Duration.ofMillis(500);
    static final Duration CAP = Duration.ofSeconds(20);

    /** From here on the limit is the cap anyway; the count goes no further. */
    private static final int MOST_DOUBLINGS = 20;

    private final DoubleSupplier random;
    private int failures;

    /** @param random from 0 (inclusive) to 1 (exclusive) */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** The wait before the next attempt; each call counts as a failure. */
    Duration next() {
        long limit = Math.min(CAP.toMillis(), BASE.toMillis() << failures);
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
        return Duration.ofMillis((long) (random.getAsDouble() * limit));
    }

    /** The stream was seen to be right. */
    void reset() {
        failures = 0;
    }
}
