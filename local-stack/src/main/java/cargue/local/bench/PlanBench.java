package cargue.local.bench;

import cargue.local.LocalStack;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;

/**
 * A morning's load: six viewers of one vendedor, 20 checks a second. Open loop: a check's time runs from the moment at
 * which it was to be sent, whether or not the one before it had been answered.
 */
final class PlanBench {

    static final int VIEWERS = 6;
    static final int CHECKS_PER_SECOND = 20;

    private static final String VENDEDOR = "ID1";
    private static final int PRODUCTS = Checks.PRODUCTS;
    private static final long PERIOD = Duration.ofSeconds(1).toNanos() / CHECKS_PER_SECOND;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Checks checks;
    private final String push;
    private final Progress progress;

    PlanBench(LocalStack stack, Progress progress) {
        this.checks = new Checks(stack.ingest().url(), stack.issuer());
        this.push = stack.push().url();
        this.progress = progress;
    }

    /**
     * Runs it on a new stack with {@link RaisedLimits#SETTINGS}.
     *
     * @param warmUp checks sent before, each after the answer to the one before it, so that the JVMs have compiled what
     *     runs; 0 measures services that have just started
     * @throws StackException when a check is refused, or a viewer misses one or gets one twice
     */
    Result run(int warmUp, Duration measured) throws InterruptedException {
        checks.fill(VENDEDOR);
        int count = (int) (measured.toSeconds() * CHECKS_PER_SECOND);
        int first = PRODUCTS + 1 + warmUp;
        int events = first + count;
        List<Watcher> watchers = new ArrayList<>();
        try {
            for (int i = 0; i < VIEWERS; i++) {
                watchers.add(new Watcher(
                        checks.http(),
                        checks.dispatcher(),
                        URI.create(push.replaceFirst("^http", "ws") + "/ws/cargue/" + VENDEDOR + "/"),
                        events));
            }
            AtomicLongArray due = new AtomicLongArray(events);
            AtomicLongArray answered = new AtomicLongArray(events);
            progress.say("warming up with " + warmUp + " checks, one after the other");
            for (int i = 0; i < warmUp; i++) {
                send(i, System.nanoTime(), due, answered).join();
            }
            progress.say("sending " + count + " checks to " + VIEWERS + " viewers, " + CHECKS_PER_SECOND + " a second");
            sendOnTime(warmUp, count, due, answered);
            awaitAll(watchers, events);
            return new Result(
                    Latencies.of(List.of(answered::get), due, first, events),
                    Latencies.of(watchers.stream().map(PlanBench::arrivals).toList(), due, first, events));
        } catch (CompletionException e) {
            throw new StackException("a check failed: " + e.getMessage(), e);
        } finally {
            watchers.forEach(Watcher::close);
        }
    }

    private static IntToLongFunction arrivals(Watcher watcher) {
        return watcher::arrival;
    }

    /** From a check's due moment to its answer, and to each viewer. */
    record Result(Latencies answer, Latencies viewer) {}

    /** Sends each check at its time. */
    private void sendOnTime(int from, int count, AtomicLongArray due, AtomicLongArray answered) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long time = start + i * PERIOD;
            for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            answers.add(send(from + i, time, due, answered));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).join();
    }

    /** Sends the n-th check, and notes when its event was due and when it was answered, by its seq. */
    private CompletableFuture<Void> send(int n, long time, AtomicLongArray due, AtomicLongArray answered) {
        return checks.send(VENDEDOR, n % PRODUCTS, n / PRODUCTS % 2 == 0).thenAccept(seq -> {
            due.set(seq, time);
            answered.set(seq, System.nanoTime());
        });
    }

    private static void awaitAll(List<Watcher> watchers, int events) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (Watcher watcher : watchers) {
            for (int seq = PRODUCTS + 1; seq < events; seq++) {
                while (watcher.arrival(seq) == 0) {
                    if (System.nanoTime() > deadline) {
                        throw new StackException("a viewer did not get event " + seq);
                    }
                    Thread.sleep(POLL.toMillis());
                }
            }
            if (watcher.repeats() > 0) {
                throw new StackException("a viewer got " + watcher.repeats() + " messages twice");
            }
        }
    }
}
