package cargue.ingest.rechazo;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * How many of a vendedor's refusals are kept: what people can do wrong, and not what a program can that sends the same
 * nonsense as fast as it may. Those over it are answered and counted as all are, and are not told later:
 * {@code cargue.ingest.rechazos.dropped}. Any thread.
 */
@Component
public final class Cupo {

    /** At once, after a while without: all of the largest batch, a few times. */
    static final int MOST = 2_000;

    private static final int PER_HOUR = 600;
    private static final int MOST_VENDEDORES = 20_000;

    private final LoadingCache<String, Bucket> cupos;
    private final Counter dropped;

    Cupo(MeterRegistry registry) {
        dropped = registry.counter("cargue.ingest.rechazos.dropped");
        cupos = Caffeine.newBuilder()
                .maximumSize(MOST_VENDEDORES)
                .expireAfterAccess(Duration.ofHours(1L + MOST / PER_HOUR))
                .build(vendedor -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(MOST).refillGreedy(PER_HOUR, Duration.ofHours(1)))
                        .withNanosecondPrecision() // the clock on the wall may be set back
                        .build());
    }

    /** The first of a vendedor's refusals, as many as may be kept now. */
    public List<Rechazado> of(String vendedorId, List<Rechazado> rechazados) {
        if (rechazados.isEmpty()) {
            return rechazados;
        }
        int kept = (int) cupos.get(vendedorId).tryConsumeAsMuchAsPossible(rechazados.size());
        dropped.increment(rechazados.size() - kept);
        return rechazados.subList(0, kept);
    }
}
