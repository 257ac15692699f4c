package cargue.ingest.outbox;

import cargue.ingest.outbox.Pendientes.Cola;
import cargue.ingest.outbox.Pendientes.Fila;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What the way to Kafka is measured by, as docs/operations.md names it. Written by one thread for each, read by any. */
@Component
class RelayMetrics {

    private final Timer publish;
    private final Counter failures;
    private volatile double oldest = Double.NaN;
    private volatile double pending = Double.NaN;
    private volatile int stopped;
    private volatile boolean topicUsable;

    RelayMetrics(MeterRegistry registry) {
        publish = Timer.builder("cargue.outbox.publish")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
        failures = registry.counter("cargue.outbox.failures");
        Gauge.builder("cargue.outbox.oldest.age", () -> oldest)
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("cargue.outbox.pending", () -> pending).register(registry);
        Gauge.builder("cargue.outbox.stopped", () -> stopped).register(registry);
        Gauge.builder("cargue.outbox.topic.usable", () -> topicUsable ? 1 : 0).register(registry);
    }

    /**
     * Kafka has acknowledged events.
     *
     * @param sinceRead how long ago they were read, which is when their age was taken: PostgreSQL's clock alone tells
     *     how old each is
     */
    void published(List<Cola> colas, Duration sinceRead) {
        for (Cola cola : colas) {
            for (Fila fila : cola.filas()) {
                publish.record(fila.age().toNanos() + sinceRead.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** What is committed and not published, as PostgreSQL told just now. */
    void pending(Pendientes.Medida medida) {
        oldest = medida.segundos();
        pending = medida.eventos();
    }

    /** PostgreSQL did not tell. */
    void pendingUnknown() {
        oldest = Double.NaN;
        pending = Double.NaN;
    }

    /** The relay threw its producer away and tries again. */
    void failed() {
        failures.increment();
    }

    /** How many vendedores are not published because their log is damaged. */
    void stopped(int vendedores) {
        stopped = vendedores;
    }

    /** Whether the topics are there as they must be. */
    void topicUsable(boolean usable) {
        topicUsable = usable;
    }
}
