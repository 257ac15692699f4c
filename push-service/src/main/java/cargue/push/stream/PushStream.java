package cargue.push.stream;

import cargue.push.OwnedBy;
import cargue.push.PushSettings;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Viewer;
import cargue.push.viewer.ViewerRules;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The door to the stream: takes viewers, tells the phase. Runs the thread {@code push-stream}, which owns all state. That
 * thread never ends before the process: whatever goes wrong is counted and logged, viewers are sent away to come back,
 * and the topic is read anew after a pause. Methods may be called from any thread.
 */
@Component
public final class PushStream implements SmartLifecycle {

    /** The name of the thread that owns the state. */
    public static final String THREAD = "push-stream";

    private static final Logger LOG = LoggerFactory.getLogger(PushStream.class);
    private static final long LEAVE_STEP_MS = 20;

    private final Readings readings;
    private final PushSettings settings;
    private final Clock clock;
    private final StreamCounters counters;
    private final LongSupplier nanos = System::nanoTime;
    private final PhaseBoard board = new PhaseBoard();
    private final Joins joins;
    private final Thread thread;
    private volatile boolean stopping;

    @OwnedBy(THREAD)
    private final Audiencia audiencia = new Audiencia();

    PushStream(Readings readings, PushSettings settings, Clock clock, StreamCounters counters) {
        this.readings = readings;
        this.settings = settings;
        this.clock = clock;
        this.counters = counters;
        this.joins = new Joins(settings.joinQueue());
        this.thread = new Thread(this::run, THREAD);
    }

    /** Where the stream stands; viewers are taken only while {@link Phase#LIVE}. */
    public Phase phase() {
        return alive() ? board.phase() : Phase.FAILED;
    }

    /** Whether the thread can still do its work; false for good when not. */
    public boolean alive() {
        return thread.isAlive() || thread.getState() == Thread.State.NEW || stopping;
    }

    /** What holds for every viewer that joins. */
    public ViewerRules viewerRules() {
        return new ViewerRules(settings, nanos, counters);
    }

    /**
     * Has the viewer sent the rows it asked for and then every change, without a gap between. Returns at once.
     *
     * @return false when too many wait to join
     */
    public boolean join(Viewer viewer) {
        return joins.post(viewer);
    }

    @Override
    public void start() {
        thread.start();
    }

    /** Sends all viewers away (1012) and waits, bounded, until they have gone. */
    @Override
    public void stop() {
        stopping = true;
        joins.wakeup();
        try {
            thread.join(settings.shutdownTimeout().plus(settings.kafkaTimeout()).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive() && !stopping;
    }

    private void run() {
        Duration pause = settings.retryMin();
        while (!stopping) {
            boolean wasLive = attempt();
            if (stopping) {
                break;
            }
            audiencia.closeAll(Cierre.REINICIO);
            pause = wasLive ? settings.retryMin() : pause;
            rest(pause);
            pause = shorter(pause.multipliedBy(2), settings.retryMax());
        }
        leave();
    }

    /** Reads the topic until that fails or the process stops; returns whether it was live meanwhile. */
    private boolean attempt() {
        StreamCycle cycle = null;
        try (ChecksReader reader = readings.open(() -> stopping, nanos)) {
            cycle = new StreamCycle(reader, board, joins, audiencia, counters, clock, nanos);
            joins.attach(reader);
            cycle.run(() -> stopping);
        } catch (NotReadable e) {
            board.set(e.phase(), e.detail());
        } catch (Throwable e) {
            // An Error too: better a node that tries again, unready, than one that is silently deaf.
            counters.reload();
            LOG.error("the stream failed and is read anew", e);
            board.set(Phase.FAILED, e.toString());
        } finally {
            joins.attach(null);
        }
        return cycle != null && cycle.live();
    }

    /** Waits, sending away who joins meanwhile. */
    private void rest(Duration pause) {
        long end = nanos.getAsLong() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && !stopping; left = end - nanos.getAsLong()) {
            @Nullable Viewer viewer = joins.await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
            if (viewer != null) {
                refuse(viewer);
            }
        }
        audiencia.tend();
    }

    private void refuse(Viewer viewer) {
        audiencia.add(viewer);
        viewer.close(Cierre.REINICIO);
    }

    private void leave() {
        board.set(Phase.STOPPED, "viewers are sent to another node");
        joins.drain(audiencia::add);
        audiencia.closeAll(Cierre.REINICIO);
        long end = nanos.getAsLong() + settings.shutdownTimeout().toNanos();
        while (audiencia.tend() && end - nanos.getAsLong() > 0) {
            joins.await(TimeUnit.MILLISECONDS.toNanos(LEAVE_STEP_MS));
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
