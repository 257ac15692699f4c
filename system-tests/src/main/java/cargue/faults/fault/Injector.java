package cargue.faults.fault;

import cargue.faults.fault.Injection.Missed;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Injects faults as they are drawn, several at a time: of the next few the first that needs nothing which another fault
 * strikes already.
 */
public final class Injector implements AutoCloseable {

    private static final int AT_ONCE = 3;
    private static final int AHEAD = 12;
    private static final int CLOSE_LIMIT_S = 20;
    private static final int LONGEST_GAP_MS = 4_000;

    private final Draw draw;
    private final Random random;
    private final LongSupplier clock;
    private final Progress progress;
    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "fault");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Injected> injected = new ArrayList<>();
    private final Set<String> struck = new HashSet<>();
    private int running;
    private boolean held;
    private boolean ended;
    private @Nullable Throwable failure;

    /**
     * A fault that was.
     *
     * @param began and when it had ended, nanoseconds by the run's clock
     * @param missed its point was not reached
     */
    public record Injected(Kind kind, String target, long began, long over, boolean missed) {}

    public Injector(Draw draw, long seed, LongSupplier clock, Progress progress) {
        this.draw = draw;
        this.random = new Random(seed);
        this.clock = clock;
        this.progress = progress;
    }

    /** Begins. */
    public void start() {
        threads.execute(this::inject);
    }

    private void inject() {
        List<Injection> next = new ArrayList<>();
        try {
            while (true) {
                while (next.size() < AHEAD) {
                    next.add(draw.next());
                }
                Optional<Injection> chosen = await(next);
                if (chosen.isEmpty()) {
                    return;
                }
                next.remove(chosen.get());
                threads.execute(() -> run(chosen.get()));
                Dice.pass(Dice.between(0, LONGEST_GAP_MS, random));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail("the dice", e);
        }
    }

    /** Waits until one may begin, and takes what it needs; empty when the end came first. */
    private synchronized Optional<Injection> await(List<Injection> next) throws InterruptedException {
        while (!ended) {
            Optional<Injection> possible = next.stream()
                    .filter(one -> one.needs().stream().noneMatch(struck::contains))
                    .findFirst();
            if (possible.isPresent() && !held && running < AT_ONCE) {
                struck.addAll(possible.get().needs());
                running++;
                return possible;
            }
            wait();
        }
        return Optional.empty();
    }

    private void run(Injection injection) {
        long began = clock.getAsLong();
        boolean missed = false;
        try {
            progress.say(injection.fault().word() + " " + injection.target());
            injection.action().run();
        } catch (Missed e) {
            missed = true;
            progress.say(
                    injection.fault().word() + " " + injection.target() + ": missed, there came no " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            fail(injection.fault().word() + " " + injection.target(), e);
        } finally {
            over(injection, new Injected(injection.fault(), injection.target(), began, clock.getAsLong(), missed));
        }
    }

    private synchronized void fail(String what, Throwable e) {
        if (failure == null && !ended) {
            failure = new StackException(what + ": " + e, e);
        }
    }

    private synchronized void over(Injection injection, Injected one) {
        struck.removeAll(injection.needs());
        running--;
        injected.add(one);
        notifyAll();
    }

    /** Begins no more until {@link #goOn}, and returns when those that are on have ended. */
    public synchronized void hold() throws InterruptedException {
        held = true;
        while (running > 0) {
            wait();
        }
        check();
    }

    public synchronized void goOn() {
        held = false;
        notifyAll();
    }

    /**
     * Tells of a failure.
     *
     * @throws StackException when a fault could not be injected or what it struck did not serve again
     */
    public synchronized void check() {
        if (failure != null) {
            throw new StackException(String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Those that have ended. */
    public synchronized List<Injected> injected() {
        return List.copyOf(injected);
    }

    /** Those that are on. */
    public synchronized int running() {
        return running;
    }

    /** Begins no more, breaks off those that are on, and returns when they have let go of what they struck. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_LIMIT_S, TimeUnit.SECONDS)) {
                progress.say("a fault does not end: " + running() + " are on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long a fault was on. */
    public static Duration duration(Injected one) {
        return Duration.ofNanos(one.over() - one.began());
    }
}
