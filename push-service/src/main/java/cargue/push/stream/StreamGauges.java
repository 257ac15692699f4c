package cargue.push.stream;

import cargue.contract.Temas;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How the stream stands, as the stream's thread last looked: each second, while it reads. Written by that thread, read
 * by any.
 */
@Component
final class StreamGauges {

    private final MeterRegistry registry;
    private volatile double[] lag = LogEnds.unknownLag();
    private volatile double atraso = Double.NaN;
    private volatile int vendedores;
    private volatile long queuedBytes;
    private volatile int queuedViewers;

    StreamGauges(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("cargue.push.atraso", () -> atraso).baseUnit("seconds").register(registry);
        Gauge.builder("cargue.push.vendedores", () -> vendedores).register(registry);
        Gauge.builder("cargue.push.queue", () -> queuedBytes).baseUnit("bytes").register(registry);
        Gauge.builder("cargue.push.queue.viewers", () -> queuedViewers).register(registry);
        for (int i = 0; i < Temas.CHECKS_PARTITIONS; i++) {
            int partition = i;
            Gauge.builder("cargue.push.lag", () -> lag[partition])
                    .baseUnit("records")
                    .tag("partition", String.valueOf(partition))
                    .register(registry);
        }
    }

    /** Has the phase shown: 1 while viewers are served. */
    void show(Supplier<Phase> phase) {
        Gauge.builder("cargue.push.live", () -> phase.get() == Phase.LIVE ? 1 : 0)
                .register(registry);
    }

    /** How many seconds behind the pipeline is; null: not known. */
    void atraso(@Nullable Long seconds) {
        atraso = seconds == null ? Double.NaN : seconds;
    }

    void vendedores(int count) {
        vendedores = count;
    }

    /** What the network has not taken yet of the messages that it was given. */
    void queue(long bytes, int viewers) {
        queuedBytes = bytes;
        queuedViewers = viewers;
    }

    /** How many records of each partition were not read when Kafka last told where it ends; NaN: not known. */
    void lag(double[] records) {
        lag = records;
    }

    /** Nothing is read now, and nobody served. */
    void unknown() {
        atraso = Double.NaN;
        lag = LogEnds.unknownLag();
        vendedores = 0;
        queue(0, 0);
    }
}
