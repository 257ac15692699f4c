package cargue.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The client's thread with a clock that stands until a test moves it. Runs what is due in the test's own thread. */
final class ManualThread implements ClientThread {

    private record Waiting(long at, Runnable task) {}

    private final ArrayDeque<Runnable> due = new ArrayDeque<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean running;
    private long now = Long.MAX_VALUE - Duration.ofSeconds(100).toNanos(); // overflows soon, as nanoTime may

    @Override
    public long now() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        due.add(task);
        if (!running) {
            running = true;
            try {
                while (!due.isEmpty()) {
                    due.remove().run();
                }
            } finally {
                running = false;
            }
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Waiting timer = new Waiting(now + delay.toNanos(), task);
        waiting.add(timer);
        return () -> waiting.remove(timer);
    }

    /** Lets time pass; each timer runs at its own moment. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        while (true) {
            Waiting next = waiting.stream()
                    .filter(timer -> timer.at() - end <= 0)
                    .min(Comparator.comparingLong(timer -> timer.at() - end))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            waiting.remove(next);
            now = next.at();
            execute(next.task());
        }
    }

    /** The time until the last timer that waits; zero when none does. */
    Duration untilLast() {
        return Duration.ofNanos(
                waiting.stream().mapToLong(timer -> timer.at() - now).max().orElse(0));
    }

    int timers() {
        return waiting.size();
    }
}
