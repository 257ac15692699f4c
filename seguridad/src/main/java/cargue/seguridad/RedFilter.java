package cargue.seguridad;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets old phones in without a token, from the networks listed and for their four calls only. A request that a page may
 * have sent (Origin, cookie) is none of theirs. Each is counted; each address is logged once an hour.
 */
final class RedFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(RedFilter.class);
    private static final int MAX_LOGGED = 10_000;

    private final Redes networks;
    private final MeterRegistry registry;
    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();
    private final Cache<String, Boolean> logged = Caffeine.newBuilder()
            .maximumSize(MAX_LOGGED)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    RedFilter(SeguridadSettings settings, MeterRegistry registry) {
        this.networks = new Redes("cargue.seguridad.redes-sin-token", settings.redesSinToken());
        this.registry = registry;
        Rutas.ofOldPhones().forEach(this::counter);
    }

    private Counter counter(String call) {
        return registry.counter("cargue.seguridad.without.token", "call", call);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() == null && isOldPhone(request)) {
            String address = request.getRemoteAddr();
            counter(Rutas.of(request)).increment();
            if (logged.asMap().putIfAbsent(address, true) == null) {
                LOG.info("{} calls without a token, as its network may", address);
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new IdentidadAuthentication(Identidad.deRed()));
            SecurityContextHolder.setContext(context);
            contexts.saveContext(context, request, response); // the request may go on later, when its body is there
        }
        chain.doFilter(request, response);
    }

    private boolean isOldPhone(HttpServletRequest request) {
        return Rutas.isForOldPhones(request)
                && request.getHeader(HttpHeaders.ORIGIN) == null
                && request.getHeader(HttpHeaders.COOKIE) == null
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && networks.contains(request.getRemoteAddr());
    }
}
