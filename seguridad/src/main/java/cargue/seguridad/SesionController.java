package cargue.seguridad;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A page's session: its token in a cookie that scripts cannot read. */
@RestController
final class SesionController {

    private final DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
    private final Clock clock;

    SesionController(Clock clock) {
        this.clock = clock;
    }

    /** Puts the request's bearer token into the cookie, for as long as it lasts. */
    @PostMapping({Rutas.SESION, Rutas.SESION + "/"})
    ResponseEntity<Void> start(HttpServletRequest request) {
        Duration left = Duration.between(clock.instant(), Identidad.of(request).expira());
        return withCookie(request, String.valueOf(header.resolve(request)), left);
    }

    /** Who the session's user is. */
    @GetMapping({Rutas.SESION, Rutas.SESION + "/"})
    Sesion show(HttpServletRequest request) {
        return Sesion.of(Identidad.of(request));
    }

    /** Clears the cookie, also when what it holds has ended. */
    @DeleteMapping({Rutas.SESION, Rutas.SESION + "/"})
    ResponseEntity<Void> end(HttpServletRequest request) {
        return withCookie(request, "", Duration.ZERO);
    }

    private static ResponseEntity<Void> withCookie(HttpServletRequest request, String value, Duration age) {
        Optional<String> host =
                Urls.ofHost(request.getHeader(HttpHeaders.HOST), "http").map(Urls.Authority::host);
        ResponseCookie cookie = ResponseCookie.from(TokenResolver.COOKIE, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(host.filter(Urls::isLoopback).isEmpty())
                .path("/")
                .maxAge(age)
                .build();
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .build();
    }

    /** The answer; keys as in the token. */
    record Sesion(
            String sub,
            String rol,
            @Nullable String vendedor_id,
            @Nullable Set<String> vendedores,
            Instant expira_en) {

        static Sesion of(Identidad identidad) {
            Set<String> vendedores = identidad.vendedores();
            return new Sesion(
                    identidad.sub(),
                    identidad.rol().name().toLowerCase(Locale.ROOT),
                    identidad.vendedorId(),
                    vendedores == null ? null : new TreeSet<>(vendedores),
                    identidad.expira());
        }
    }
}
