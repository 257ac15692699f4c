package cargue.local.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a command without leaving its servers and data behind: interrupts the thread that made
 * this, and keeps the JVM until it has closed it.
 */
public final class CleanStop {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Thread working = Thread.currentThread();
    private final CountDownLatch tidy = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "clean-stop");

    /** From now on a signal interrupts the caller's thread. */
    public CleanStop() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** All is tidy. */
    public void close() {
        tidy.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is what waits for us.
        }
    }

    private void stop() {
        working.interrupt();
        try {
            if (!tidy.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("cargue: its servers may still run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
