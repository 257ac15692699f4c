package cargue.seguridad;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages of the accepted origins call, and no others: the service's own and those listed. Browsers let any page open
 * a WebSocket to any address, with the cookie; only this check keeps a foreign page out. Not by Spring's own CORS
 * support: it takes a page behind a proxy that ends TLS for a foreign one.
 */
final class OrigenFilter extends OncePerRequestFilter {

    private static final String METHODS = "GET, POST, PUT, DELETE";
    private static final String HEADERS =
            "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, traceparent";
    private static final String EXPOSED = "ETag, Retry-After";
    private static final String PREFLIGHT_SECONDS = "600";

    private final Set<String> listed;
    private final TokenResolver tokens;
    private final MeterRegistry registry;

    OrigenFilter(SeguridadSettings settings, TokenResolver tokens, MeterRegistry registry) {
        settings.origenes().forEach(OrigenFilter::requireOrigin);
        this.listed = Set.copyOf(settings.origenes());
        this.tokens = tokens;
        this.registry = registry;
    }

    private static void requireOrigin(String text) {
        if (!Urls.isOrigin(text)) {
            throw new SettingsInvalid("cargue.seguridad.origenes must list origins as a browser sends them, such as"
                    + " https://crm.example, but has " + text);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
        if (origins.isEmpty()) {
            if (Rutas.needsOrigin(request) && tokens.hasOnlyCookie(request)) {
                Problema.COOKIE_SIN_ORIGEN.write(response, registry);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        if (origins.size() > 1 || !accepts(origins.get(0), request.getHeader(HttpHeaders.HOST))) {
            Problema.ORIGEN_NO_PERMITIDO.write(response, registry);
            return;
        }
        allow(origins.get(0), response);
        if (isPreflight(request)) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Host and port equal; a missing port is that of the origin's scheme, since TLS may end before this service. */
    private boolean accepts(String origin, String host) {
        if (listed.contains(origin)) {
            return true;
        }
        String scheme = origin.startsWith("https:") ? "https" : "http";
        return Urls.isOrigin(origin) && Urls.ofHost(host, scheme).equals(Urls.ofUrl(origin));
    }

    private static void allow(String origin, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }
}
