package cargue.local.bench;

import cargue.local.process.StackException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Checks at a steady rate from a thread of its own, to one vendedor after the other. Open loop: a check is due at its
 * time, whether or not the one before it was answered. Notes what became of each, by vendedor and seq.
 */
final class Load implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private final Checks checks;
    private final List<String> vendedores;
    private final long period;
    private final Map<String, ConcurrentSkipListMap<Integer, Sent>> sent = new HashMap<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Phaser underWay = new Phaser(1);
    private @Nullable Thread thread;
    private volatile boolean stopped;
    private long startedAt; // before the thread starts
    private int next; // by warmUp's thread, then by the load's

    Load(Checks checks, List<String> vendedores, int perSecond) {
        this.checks = checks;
        this.vendedores = vendedores;
        this.period = Duration.ofSeconds(1).toNanos() / perSecond;
        vendedores.forEach(vendedor -> sent.put(vendedor, new ConcurrentSkipListMap<>()));
    }

    /**
     * A check that was stored.
     *
     * @param due when it was to be sent, by {@link System#nanoTime}
     * @param answered when its answer came
     */
    record Sent(String product, long due, long answered) {}

    /** Sends some, each after the answer to the one before it. Before {@link #start}. */
    void warmUp(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            send(System.nanoTime()).exceptionally(failure -> null).join(); // check() tells
            check();
        }
    }

    void start() {
        startedAt = System.nanoTime();
        thread = new Thread(this::run, "bench-load");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it and waits for the last answer; throws a StackException when a check failed. */
    void stop() throws InterruptedException {
        close();
        Thread running = thread;
        if (running != null) {
            running.join();
        }
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new StackException("a check was not answered within " + ANSWER_LIMIT.toSeconds() + " s", e);
        }
        check();
    }

    /** Ends it without waiting. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Throws a StackException when a check failed. */
    void check() {
        Throwable failure = failures.peek();
        if (failure != null) {
            throw new StackException("the load failed: " + failure.getMessage(), failure);
        }
    }

    /** The greatest seq that was answered; the fill's when none was. */
    int head(String vendedor) {
        var answered = sent(vendedor).lastEntry();
        return answered == null ? Checks.PRODUCTS : answered.getKey();
    }

    /** What was stored, by seq. */
    ConcurrentSkipListMap<Integer, Sent> sent(String vendedor) {
        return Objects.requireNonNull(sent.get(vendedor), vendedor);
    }

    /** The seq of each row's latest change; once it has stopped. */
    Map<String, Long> latest(String vendedor) {
        Map<String, Long> latest = new HashMap<>();
        for (int i = 0; i < Checks.PRODUCTS; i++) {
            latest.put(Checks.product(i), i + 1L);
        }
        sent(vendedor).forEach((seq, check) -> latest.put(check.product(), (long) seq));
        return latest;
    }

    /** What was due from one moment up to another, of all vendedores; empty until all of it was answered. */
    Optional<Map<String, List<Event>>> dueBetween(long from, long to) {
        Map<String, List<Event>> events = new HashMap<>();
        long count = 0;
        for (String vendedor : vendedores) {
            List<Event> own = sent(vendedor).entrySet().stream()
                    .filter(entry ->
                            entry.getValue().due() >= from && entry.getValue().due() < to)
                    .map(entry -> new Event(entry.getKey(), entry.getValue()))
                    .toList();
            events.put(vendedor, own);
            count += own.size();
        }
        return count == dueBefore(to) - dueBefore(from) ? Optional.of(events) : Optional.empty();
    }

    /** A stored check and the seq that it got. */
    record Event(int seq, Sent check) {}

    private long dueBefore(long moment) {
        return Math.max(0, -Math.floorDiv(startedAt - moment, period));
    }

    private void run() {
        for (long due = startedAt; !stopped; due += period) {
            for (long left = due - System.nanoTime(); left > 0 && !stopped; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            CompletableFuture<Void> unused = send(due);
        }
    }

    private CompletableFuture<Void> send(long due) {
        int n = next++;
        String vendedor = vendedores.get(n % vendedores.size());
        int round = n / vendedores.size();
        int product = round % Checks.PRODUCTS;
        boolean tick = round / Checks.PRODUCTS % 2 == 0;
        underWay.register();
        return checks.send(vendedor, product, tick)
                .thenAccept(seq -> note(vendedor, seq, new Sent(Checks.product(product), due, System.nanoTime())))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        failures.add(
                                failure instanceof CompletionException && failure.getCause() != null
                                        ? failure.getCause()
                                        : failure);
                    }
                    underWay.arriveAndDeregister();
                });
    }

    private void note(String vendedor, int seq, Sent check) {
        if (sent(vendedor).putIfAbsent(seq, check) != null) {
            throw new StackException("two checks of " + vendedor + " were answered with seq " + seq);
        }
    }
}
