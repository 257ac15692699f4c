package cargue.push.historia;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A point in time until which a piece of work must be done. */
final class Plazo {

    private final LongSupplier nanos;
    private final long end;

    private Plazo(LongSupplier nanos, Duration length) {
        this.nanos = nanos;
        this.end = nanos.getAsLong() + length.toNanos();
    }

    static Plazo in(Duration length, LongSupplier nanos) {
        return new Plazo(nanos, length);
    }

    boolean isOver() {
        return nanos.getAsLong() - end >= 0;
    }

    /** What is left of it, but no more than {@code most}. */
    Duration atMost(Duration most) {
        Duration left = Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
        return left.compareTo(most) < 0 ? left : most;
    }
}
