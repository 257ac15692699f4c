package cargue.seguridad;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** How fast one user, and one address, may send what changes something; more is 429 with {@code Retry-After}. */
final class LimitesFilter extends OncePerRequestFilter {

    /** Users and addresses whose pace is remembered: enough for a flood to be slowed, little enough to be no burden. */
    private static final int MAX_REMEMBERED = 100_000;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LoadingCache<String, Bucket> users;
    private final LoadingCache<String, Bucket> addresses;
    private final MeterRegistry registry;

    LimitesFilter(SeguridadSettings.Limites limites, MeterRegistry registry) {
        this.users = buckets(limites.userPerSecond(), limites.userBurst());
        this.addresses = buckets(limites.addressPerSecond(), limites.addressBurst());
        this.registry = registry;
    }

    /** One that was not used for as long as it takes to fill is as good as a new one. */
    private static LoadingCache<String, Bucket> buckets(int perSecond, int burst) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterAccess(Duration.ofSeconds(1L + burst / perSecond))
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .withNanosecondPrecision() // the clock on the wall may be set back
                        .build());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Rutas.isReading(request) || Rutas.isLogout(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Identidad identidad = Identidad.of(request);
        // An old phone without a token is known by its address alone.
        long wait = identidad.isDeRed() ? 0 : waitOf(users.get(identidad.sub()));
        if (wait == 0) {
            wait = waitOf(addresses.get(request.getRemoteAddr()));
        }
        if (wait > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf((wait + SECOND - 1) / SECOND));
            Problema.DEMASIADAS_PETICIONES.write(response, registry);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Nanoseconds until one more is taken; 0: it was. */
    private static long waitOf(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
    }
}
