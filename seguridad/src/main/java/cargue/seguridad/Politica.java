package cargue.seguridad;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a page of ours may load and call (Content Security Policy): itself, and the services and issuer it is told of. */
final class Politica {

    private Politica() {}

    static String of(SeguridadSettings settings, Direcciones direcciones) {
        String elsewhere = Stream.of(direcciones.ingest(), direcciones.push(), settings.emisor())
                .flatMap(Politica::origins)
                .distinct()
                .map(origin -> " " + origin)
                .collect(Collectors.joining());
        return "default-src 'self'; img-src 'self' data:; connect-src 'self'" + elsewhere
                + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    /** Of HTTP and of WebSockets; an issuer's name that is no address has none. */
    private static Stream<String> origins(@Nullable String url) {
        return url == null
                ? Stream.empty()
                : Urls.ofUrl(url).stream().flatMap(authority -> {
                    boolean tls = url.toLowerCase(Locale.ROOT).startsWith("https:");
                    String host = authority.host().contains(":") ? "[" + authority.host() + "]" : authority.host();
                    String place = "://" + host + ":" + authority.port();
                    return Stream.of((tls ? "https" : "http") + place, (tls ? "wss" : "ws") + place);
                });
    }
}
