package cargue.push.historia;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Reads the days that replays play, each on a thread of its own while it holds a reader's place. Any thread. */
@Component
final class Jornadas implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Jornadas.class);
    private static final long IDLE_THREAD_S = 10;

    private final Historia historia;
    private final Lectores lectores;
    private final HistoriaSettings settings;
    private final Clock clock;
    private final ThreadPoolExecutor threads;

    Jornadas(Historia historia, Lectores lectores, HistoriaSettings settings, Clock clock) {
        this.historia = historia;
        this.lectores = lectores;
        this.settings = settings;
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        // As many threads as places, so what waits does so only for the moment between a place's end and its thread's.
        threads = new ThreadPoolExecutor(
                settings.maxReaders(),
                settings.maxReaders(),
                IDLE_THREAD_S,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(settings.maxReaders()),
                task -> new Thread(task, "push-historia-" + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Reads the day and gives it to the replay, or ends that. */
    void load(DiaPedido dia, Repeticion repeticion) {
        try {
            Lectores.Lugar lugar = lectores.take();
            threads.execute(() -> {
                try {
                    read(dia, repeticion);
                } finally {
                    lugar.close();
                }
            });
        } catch (Rechazado e) {
            repeticion.end(Final.of(e));
        }
    }

    private void read(DiaPedido dia, Repeticion repeticion) {
        int max = settings.maxReplayEvents();
        JornadaLectura day = new JornadaLectura(dia.fecha(), dia.inicio(), max, repeticion::isWanted);
        Instant now = clock.instant();
        try (Lectura lectura = historia.open(dia.pregunta(), Plazo.in(settings.timeLimit(), System::nanoTime))) {
            lectura.read(day);
            if (day.isTooMuch()) {
                throw Rechazado.demasiadosEventos(max);
            }
            repeticion.onLoaded(day.jornada(dia.fin().isBefore(now) ? dia.fin() : now));
        } catch (Rechazado e) {
            LOG.info("no replay of {} {}: {}", dia.vendedorId(), dia.fecha(), e.reason());
            repeticion.end(Final.of(e));
        } catch (IOException e) {
            throw new UncheckedIOException("the day is held in memory", e);
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
