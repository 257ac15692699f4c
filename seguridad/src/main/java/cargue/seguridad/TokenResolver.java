package cargue.seguridad;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Finds a request's token: the Authorization header, else a WebSocket's subprotocol {@code bearer.TOKEN}, else the
 * cookie. Never the query, which ends up in logs.
 */
final class TokenResolver implements BearerTokenResolver {

    static final String COOKIE = "cargue_token";
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    private static final String SCHEME = "Bearer";
    private static final String PREFIX = "bearer.";

    private final DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        if (Rutas.isOpen(request) || Rutas.isLogout(request)) {
            return null; // a page must open with a token that has ended, to ask for a new one
        }
        String bearer = ofHeader(request);
        if (bearer != null || isSessionStart(request)) {
            return bearer;
        }
        return ofSubprotocol(request)
                .or(() -> ofCookie(request))
                .filter(token -> !token.isBlank()) // as good as none
                .orElse(null);
    }

    /** As Spring reads it; but of its pattern, which takes long for a long token, only for what is not plain. */
    private @Nullable String ofHeader(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && isPlain(authorization)
                ? authorization.substring(SCHEME.length() + 1)
                : header.resolve(request);
    }

    /** {@code Bearer}, a space, and what a JSON Web Token is made of. */
    private static boolean isPlain(String authorization) {
        int start = SCHEME.length() + 1;
        if (authorization.length() == start || !authorization.startsWith(SCHEME + " ")) {
            return false;
        }
        for (int i = start; i < authorization.length(); i++) {
            char c = authorization.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    /** A cookie is not exchanged for another. */
    private static boolean isSessionStart(HttpServletRequest request) {
        return request.getMethod().equals("POST") && Rutas.of(request).equals(Rutas.SESION);
    }

    /** Whether the request has nothing but the cookie to show who sends it; another scheme's header shows nothing. */
    boolean hasOnlyCookie(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return ofCookie(request).isPresent()
                && !bearer
                && ofSubprotocol(request).isEmpty();
    }

    private static Optional<String> ofSubprotocol(HttpServletRequest request) {
        if (!Rutas.isWebSocket(request)) {
            return Optional.empty();
        }
        return Collections.list(request.getHeaders(SUBPROTOCOL)).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .findFirst();
    }

    private static Optional<String> ofCookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst();
    }
}
