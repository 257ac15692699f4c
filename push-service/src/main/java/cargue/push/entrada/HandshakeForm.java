package cargue.push.entrada;

import cargue.push.entrada.Entrada.Rechazo;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Refuses a handshake whose address is no URI (RFC 3986) or whose list of extensions is none (RFC 6455, 9.1). Spring
 * and Jetty find that only when they have begun to upgrade: too late for an answer but 500.
 */
@Component
public final class HandshakeForm implements HandshakeInterceptor {

    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]++";
    private static final String PARAMETER =
            "\\s*+;\\s*+" + TOKEN + "(?:\\s*+=\\s*+(?:" + TOKEN + "|\"" + TOKEN + "\"))?+";
    private static final String EXTENSION = TOKEN + "(?:" + PARAMETER + ")*+";
    private static final Pattern LIST =
            Pattern.compile("\\s*+" + EXTENSION + "(?:\\s*+,\\s*+" + EXTENSION + ")*+\\s*+");

    private final Rechazos rechazos;

    HandshakeForm(Rechazos rechazos) {
        this.rechazos = rechazos;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        Optional<Rechazo> refusal = check(((ServletServerHttpRequest) request).getServletRequest());
        if (refusal.isPresent()) {
            rechazos.write(refusal.get(), ((ServletServerHttpResponse) response).getServletResponse());
        }
        return refusal.isEmpty();
    }

    static Optional<Rechazo> check(HttpServletRequest request) {
        try {
            new URI(request.getRequestURL() + "?" + request.getQueryString()).parseServerAuthority();
        } catch (URISyntaxException e) {
            return Optional.of(Rechazo.of(
                    HttpStatus.BAD_REQUEST,
                    "PETICION_RECHAZADA",
                    "La dirección tiene caracteres que deben ir codificados, como %7B por {."));
        }
        for (String line : Collections.list(request.getHeaders(EXTENSIONS))) {
            if (!LIST.matcher(line).matches()) {
                return Optional.of(Rechazo.campo(EXTENSIONS, EXTENSIONS + " debe ser una lista de extensiones."));
            }
        }
        return Optional.empty();
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}
}
