package cargue.push.stream;

import cargue.contract.Posicion;
import cargue.contract.Rol;
import cargue.push.OwnedBy;
import cargue.push.PushSettings;
import cargue.push.stream.Mandos.Mando;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Peticion;
import cargue.push.viewer.ViewerRules;
import cargue.push.viewer.ViewerSocket;
import cargue.push.wire.CodigoError;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The door to the stream: takes connections, tells the phase. Runs the thread {@code push-stream}, which owns all state.
 * That thread never ends before the process: whatever goes wrong is counted and logged, viewers are sent away to come
 * back, and the topic is read anew after a pause. Methods may be called from any thread and return at once.
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
    private final Mandos mandos;
    private final AtomicLong opened = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;

    @OwnedBy(THREAD)
    private final Conexiones conexiones = new Conexiones();

    @OwnedBy(THREAD)
    private final Atraso atraso = new Atraso();

    private final StreamRules rules;

    PushStream(
            Readings readings,
            PushSettings settings,
            Clock clock,
            StreamCounters counters,
            StreamGauges gauges,
            OpenTelemetry telemetry) {
        this.readings = readings;
        this.settings = settings;
        this.clock = clock;
        this.counters = counters;
        this.mandos = new Mandos(settings.joinQueue());
        ViewerRules viewers = new ViewerRules(settings, nanos, counters, mandos::ready);
        this.rules = new StreamRules(settings, viewers, counters, gauges, new Trazas(telemetry), atraso);
        gauges.show(this::phase);
        this.thread = new Thread(this::run, THREAD);
    }

    /** Where the stream stands; connections are taken only while {@link Phase#LIVE}. */
    public Phase phase() {
        return alive() ? board.phase() : Phase.FAILED;
    }

    /** Why, in words for operators. */
    String detail() {
        return alive() ? board.detail() : "the thread " + THREAD + " has ended";
    }

    /** Whether the thread can still do its work; false for good when not. */
    public boolean alive() {
        return thread.isAlive() || thread.getState() == Thread.State.NEW || stopping;
    }

    /**
     * Takes over a connection that has just opened; it is closed when the node cannot serve it now.
     *
     * @param expira when its token ends, and so does the connection (4401) unless {@link #renew}ed
     */
    public Conexion open(Formato formato, ViewerSocket socket, Quien quien, Instant expira) {
        Conexion.Origen origen = new Conexion.Origen(opened.incrementAndGet(), clock.millis());
        Conexion conexion = new Conexion(formato, socket, origen, quien, expira, rules);
        post(conexion, cycle -> conexiones.add(conexion));
        return conexion;
    }

    /**
     * Has the connection sent the rows that it asks for, or what came after the position that it has, and then every
     * change, without a gap between. What it followed of the same vendedor ends.
     */
    public void follow(Conexion conexion, Peticion peticion) {
        post(conexion, cycle -> cycle.follow(conexion, peticion));
    }

    /** Ends a following; the connection stays. */
    public void unfollow(Conexion conexion, String vendedorId) {
        post(conexion, cycle -> cycle.forget(conexion, vendedorId));
    }

    /**
     * The connection has a new token.
     *
     * @param rol that it gives
     * @param expira when that ends
     * @param allowed whose sheets it allows; when it follows others it is closed (4403)
     */
    public void renew(Conexion conexion, Rol rol, Instant expira, Predicate<String> allowed) {
        post(conexion, cycle -> cycle.renew(conexion, rol, expira, allowed));
    }

    /** Tells the client that a message was refused. */
    public void refuse(Conexion conexion, CodigoError codigo, @Nullable String vendedorId) {
        post(conexion, cycle -> conexion.refuse(codigo, vendedorId));
    }

    /** Closes a connection with a farewell. */
    public void dismiss(Conexion conexion, Cierre cierre) {
        post(conexion, cycle -> conexion.dismiss(cierre));
    }

    /**
     * The rows that were asked for; completes within the wait for a position, with {@link NotServed} when it cannot.
     *
     * @param known whether the asker has the rows of a position already; called by the stream's thread
     */
    public CompletableFuture<Planilla> planilla(Peticion peticion, Predicate<Posicion> known) {
        CompletableFuture<Planilla> answer = new CompletableFuture<>();
        arrive(new Llegada.Reader(peticion, known, rules, answer));
        return answer;
    }

    /** Someone asks for a vendedor's state; refused, perhaps at once, when it cannot be had now. */
    void arrive(Llegada llegada) {
        post(new Mando() {
            @Override
            public void run(StreamCycle cycle) {
                cycle.arrive(llegada);
            }

            @Override
            public void refuse() {
                llegada.refuse();
            }
        });
    }

    /** Has the stream's thread do something; refused by the caller's when too much waits. */
    void post(Mando mando) {
        if (!mandos.post(mando)) {
            mando.refuse();
        }
    }

    private void post(Conexion conexion, Consumer<StreamCycle> action) {
        boolean posted = mandos.post(new Mando() {
            @Override
            public void run(StreamCycle cycle) {
                action.accept(cycle);
            }

            @Override
            public void refuse() {
                conexiones.add(conexion);
                conexion.dismiss(Cierre.REINICIO);
            }
        });
        if (!posted) {
            conexion.close(Cierre.SOBRECARGA);
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    /** Sends all viewers away (1012) over a window and waits, bounded, until they have gone. */
    @Override
    public void stop() {
        stopping = true;
        mandos.wakeup();
        try {
            thread.join(settings.drainWindow()
                    .plus(settings.shutdownTimeout())
                    .plus(settings.kafkaTimeout())
                    .toMillis());
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
            conexiones.closeAll(Cierre.REINICIO);
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
            cycle = new StreamCycle(reader, board, mandos, conexiones, rules, atraso, clock);
            mandos.attach(reader);
            cycle.run(() -> stopping);
        } catch (NotReadable e) {
            board.set(e.phase(), e.detail());
        } catch (Throwable e) {
            // An Error too: better a node that tries again, unready, than one that is silently deaf.
            counters.reload();
            LOG.error("the stream failed and is read anew", e);
            board.set(Phase.FAILED, e.toString());
        } finally {
            mandos.attach(null);
            if (cycle != null) {
                cycle.end();
            }
        }
        return cycle != null && cycle.live();
    }

    /** Waits, sending away who comes meanwhile. */
    private void rest(Duration pause) {
        long end = nanos.getAsLong() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && !stopping; left = end - nanos.getAsLong()) {
            refuseNext(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
        }
        tend();
    }

    private void refuseNext(long waitNanos) {
        @Nullable Mando mando = mandos.await(waitNanos);
        if (mando != null) {
            mando.refuse();
        }
    }

    private void tend() {
        conexiones.tend(Atraso.Kind.UNKNOWN, ended -> {});
    }

    private void leave() {
        board.set(Phase.STOPPED, "viewers are sent to another node");
        while (mandos.drain(Mando::refuse)) {
            // those who came last are sent away with the rest
        }
        conexiones.closeAll(Cierre.REINICIO);
        long end = nanos.getAsLong() + settings.shutdownTimeout().toNanos();
        tend();
        while (conexiones.size() > 0 && end - nanos.getAsLong() > 0) {
            refuseNext(TimeUnit.MILLISECONDS.toNanos(LEAVE_STEP_MS));
            tend();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
