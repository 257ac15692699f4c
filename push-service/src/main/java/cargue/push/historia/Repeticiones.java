package cargue.push.historia;

import cargue.push.PushSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The open replays of this node, a bounded number, and the thread {@code push-repeticion} that gives each its turn. At
 * shutdown each is told to come again elsewhere. Any thread.
 */
@Component
final class Repeticiones implements SmartLifecycle {

    static final String THREAD = "push-repeticion";

    private static final Logger LOG = LoggerFactory.getLogger(Repeticiones.class);

    private final int max;
    private final Duration tick;
    private final Duration shutdownTimeout;
    private final Set<Repeticion> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, THREAD));
    private volatile boolean running;

    /** As long as there are replays; guarded by this. */
    private @Nullable ScheduledFuture<?> turns;

    Repeticiones(HistoriaSettings settings, PushSettings push, MeterRegistry registry) {
        this.max = settings.maxReplays();
        this.tick = settings.tick();
        this.shutdownTimeout = push.shutdownTimeout();
        registry.gaugeCollectionSize("cargue.push.replays", List.of(), open);
    }

    boolean hasRoom() {
        return running && open.size() < max;
    }

    /** Gives a replay its turns from now on; false when there are as many as may be. */
    synchronized boolean add(Repeticion repeticion) {
        if (!hasRoom() || !open.add(repeticion)) {
            return false;
        }
        if (turns == null) {
            turns = thread.scheduleWithFixedDelay(this::tickAll, tick.toNanos(), tick.toNanos(), TimeUnit.NANOSECONDS);
        }
        return true;
    }

    private void tickAll() {
        open.removeIf(repeticion -> !tick(repeticion));
        restWhenEmpty();
    }

    private synchronized void restWhenEmpty() {
        if (open.isEmpty() && turns != null) {
            turns.cancel(false);
            turns = null;
        }
    }

    private static boolean tick(Repeticion repeticion) {
        try {
            return repeticion.tick();
        } catch (RuntimeException | Error e) {
            // One replay must not end the turns of all others.
            LOG.error("a replay failed and is cut", e);
            repeticion.disconnect();
            return false;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        open.forEach(repeticion -> repeticion.end(Final.REINICIO));
        var unused = thread.scheduleWithFixedDelay(this::stopWhenEmpty, 0, tick.toNanos(), TimeUnit.NANOSECONDS);
        try {
            if (!thread.awaitTermination(shutdownTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("{} replays did not end in time and are cut", open.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
        open.forEach(Repeticion::disconnect);
    }

    private void stopWhenEmpty() {
        if (open.isEmpty()) {
            thread.shutdown();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
