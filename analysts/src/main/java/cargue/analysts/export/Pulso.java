package cargue.analysts.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does something from time to time, such as to tell people how far it is, while work is done: each second when they sit
 * before a terminal, else every ten.
 */
final class Pulso {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofSeconds(10);
    private static final Path ERRORS = Path.of("/proc/self/fd/2");

    private Pulso() {}

    /** What takes long. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does the work on the caller's thread, and meanwhile runs {@code each} on another. */
    static <T> T during(Work<T> work, Runnable each) throws IOException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pulso");
            thread.setDaemon(true);
            return thread;
        });
        try {
            long period = (isTerminal() ? SECOND : SELDOM).toMillis();
            var unused = timer.scheduleAtFixedRate(each, period, period, TimeUnit.MILLISECONDS);
            return work.run();
        } finally {
            timer.shutdownNow();
        }
    }

    /** Whether standard error is a terminal, as far as the system tells. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(ERRORS).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return System.getenv("TERM") != null; // not Linux
        }
    }
}
