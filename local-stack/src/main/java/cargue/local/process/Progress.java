package cargue.local.process;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Where the people in front of the terminal read what is going on. Implementations are safe for any thread. */
@FunctionalInterface
public interface Progress {

    void say(String line);

    /** For tests: says nothing. */
    static Progress silent() {
        return line -> {};
    }

    /** Lines with the seconds since this call, so that a reader sees what took long. */
    static Progress timed(PrintStream out) {
        long start = System.nanoTime();
        return line -> {
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
            out.println(String.format(Locale.ROOT, "%5.1f s  %s", seconds, line));
            out.flush();
        };
    }
}
