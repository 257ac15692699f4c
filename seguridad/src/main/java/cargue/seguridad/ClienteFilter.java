package cargue.seguridad;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first look at a request: by what name it came, and from whom. A name that is not ours is one that somebody else's
 * DNS made ours for a browser (rebinding), and gets nowhere. Behind it {@code getRemoteAddr} is the client's address.
 */
final class ClienteFilter extends OncePerRequestFilter {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final Set<String> hosts;
    private final boolean anyLiteral;
    private final Redes proxies;
    private final MeterRegistry registry;

    ClienteFilter(SeguridadSettings settings, Direcciones direcciones, MeterRegistry registry) {
        this.anyLiteral = settings.hosts().isEmpty();
        this.hosts = anyLiteral
                ? Stream.of(direcciones.ingest(), direcciones.push())
                        .flatMap(Stream::ofNullable)
                        .flatMap(url -> Urls.ofUrl(url).stream())
                        .map(Urls.Authority::host)
                        .collect(Collectors.toUnmodifiableSet())
                : settings.hosts().stream().map(ClienteFilter::host).collect(Collectors.toUnmodifiableSet());
        this.proxies = new Redes("cargue.seguridad.proxies", settings.proxies());
        this.registry = registry;
    }

    private static String host(String text) {
        return Urls.ofHost(text.contains(":") && !text.startsWith("[") ? "[" + text + "]" : text, "http")
                .map(Urls.Authority::host)
                .orElseThrow(() ->
                        new SettingsInvalid("cargue.seguridad.hosts must list names without port, but has " + text));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isOurs(request.getHeader(HttpHeaders.HOST))) {
            Problema.HOST_DESCONOCIDO.write(response, registry);
            return;
        }
        chain.doFilter(new Known(request, address(request)), response);
    }

    private boolean isOurs(String header) {
        Optional<String> host = Urls.ofHost(header, "http").map(Urls.Authority::host);
        return host.isPresent()
                && (hosts.contains(host.get())
                        || (anyLiteral && (Urls.isLoopback(host.get()) || Urls.isLiteral(host.get()))));
    }

    /** The TCP peer's; where that is a known proxy, the last address in the list that is none. */
    private String address(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        List<String> forwarded = Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .toList();
        for (int i = forwarded.size() - 1; i >= 0 && proxies.contains(address); i--) {
            if (!Urls.isLiteral(forwarded.get(i))) {
                break; // what no address is was not added by a proxy of ours
            }
            address = forwarded.get(i);
        }
        return address;
    }

    private static final class Known extends HttpServletRequestWrapper {

        private final String address;

        Known(HttpServletRequest request, String address) {
            super(request);
            this.address = address;
        }

        @Override
        public String getRemoteAddr() {
            return address;
        }
    }
}
