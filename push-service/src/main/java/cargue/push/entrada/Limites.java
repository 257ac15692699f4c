package cargue.push.entrada;

import cargue.push.PushSettings;
import cargue.push.entrada.Entrada.Rechazo;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * How many connections are open on this node and of each user, and how fast an address may open them. Any thread.
 */
@Component
public final class Limites {

    /** Addresses of which the pace is remembered: enough for a flood to be slowed, little enough to be no burden. */
    private static final int MAX_ADDRESSES = 100_000;

    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> openByUser = new ConcurrentHashMap<>();
    private final LoadingCache<String, Bucket> pace;
    private final PushSettings settings;
    private final MeterRegistry registry;

    Limites(PushSettings settings, MeterRegistry registry) {
        this.settings = settings;
        this.registry = registry;
        Gauge.builder("cargue.push.viewers", open::get).register(registry);
        Gauge.builder("cargue.push.viewers.limit", settings::maxViewers).register(registry);
        List.of("handshakes", "user", "node").forEach(this::refusals);
        Duration untilFull = Duration.ofSeconds(1L + settings.handshakeBurst() / settings.handshakesPerSecond());
        pace = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .expireAfterAccess(untilFull)
                .build(address -> bucket(settings.handshakesPerSecond(), settings.handshakeBurst()));
    }

    private static Bucket bucket(int perSecond, int burst) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withNanosecondPrecision() // the clock on the wall may be set back
                .build();
    }

    /** What a client may send on one connection: so many messages a second. */
    public Bucket messages() {
        return bucket(settings.messagesPerSecond(), settings.messagesPerSecond());
    }

    /** Why a new connection cannot be had now; empty when it can. */
    public Optional<Rechazo> refuses(String address, String user) {
        if (!pace.get(address).tryConsume(1)) {
            return refused("handshakes", HttpStatus.TOO_MANY_REQUESTS, "Demasiados intentos de conexión.");
        }
        if (openByUser.getOrDefault(user, 0) >= settings.maxViewersPerUser()) {
            return refused("user", HttpStatus.TOO_MANY_REQUESTS, "Tienes demasiadas conexiones abiertas.");
        }
        if (open.get() >= settings.maxViewers()) {
            return refused("node", HttpStatus.SERVICE_UNAVAILABLE, "Hay demasiadas conexiones.");
        }
        return Optional.empty();
    }

    private Optional<Rechazo> refused(String limit, HttpStatus status, String message) {
        refusals(limit).increment();
        String error = status == HttpStatus.SERVICE_UNAVAILABLE ? "NO_DISPONIBLE" : "DEMASIADAS_CONEXIONES";
        return Optional.of(Rechazo.of(status, error, message + " Intenta de nuevo."));
    }

    private Counter refusals(String limit) {
        return registry.counter("cargue.push.handshakes.refused", "limit", limit);
    }

    /**
     * A connection was opened.
     *
     * @return false when others were quicker since {@link #refuses} and it is one too many
     */
    public boolean opened(String user) {
        int all = open.incrementAndGet();
        int ofUser = openByUser.merge(user, 1, Integer::sum);
        return all <= settings.maxViewers() && ofUser <= settings.maxViewersPerUser();
    }

    /** A connection that was {@link #opened} has ended. */
    public void closed(String user) {
        open.decrementAndGet();
        openByUser.computeIfPresent(user, (key, count) -> count == 1 ? null : count - 1);
    }
}
