package cargue.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Choices, all made when a fault is drawn and none while it runs, so that a seed repeats them. */
final class Dice {

    private Dice() {}

    static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    static Duration between(int leastMs, int mostMs, Random random) {
        return Duration.ofMillis(leastMs + random.nextInt(mostMs - leastMs + 1));
    }

    /** Lets a fault last; nothing is waited for. */
    static void pass(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
