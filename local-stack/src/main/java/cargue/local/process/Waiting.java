package cargue.local.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Bounded waits for something outside this JVM, which can only be asked, not listened to. */
public final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final Duration SAY_AFTER = Duration.ofSeconds(1);
    private static final Duration SAY_EVERY = Duration.ofSeconds(5);

    private Waiting() {}

    /**
     * Asks until the answer is yes or the time is over. A wait of more than a second tells what it waits for, and
     * tells it again every five seconds.
     *
     * @return whether the answer was yes in time
     */
    public static boolean until(BooleanSupplier condition, Duration limit, String what, Progress progress)
            throws InterruptedException {
        long start = System.nanoTime();
        long sayAt = SAY_AFTER.toNanos();
        while (!condition.getAsBoolean()) {
            long waited = System.nanoTime() - start;
            if (waited > limit.toNanos()) {
                return false;
            }
            if (waited > sayAt) {
                progress.say("waiting for " + what);
                sayAt += SAY_EVERY.toNanos();
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }
}
