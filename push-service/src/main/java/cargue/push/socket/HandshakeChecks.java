package cargue.push.socket;

import cargue.push.entrada.Entrada;
import cargue.push.entrada.Entrada.Aceptada;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Puerta;
import cargue.push.entrada.Rechazos;
import cargue.push.entrada.Sesion;
import cargue.push.viewer.Peticion;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Refuses at the handshake, as an HTTP status, all that is known to be wrong then. */
final class HandshakeChecks implements HandshakeInterceptor {

    private static final String PETICION = Peticion.class.getName();
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

    private final Puerta puerta;
    private final Rechazos rechazos;
    private final boolean many;

    /** @param many whether the address is the one for many vendedores, which needs {@code cargue.v1} */
    HandshakeChecks(Puerta puerta, Rechazos rechazos, boolean many) {
        this.puerta = puerta;
        this.rechazos = rechazos;
        this.many = many;
    }

    /** What the checks found that a session asks for; null where the client subscribes. */
    static @Nullable Peticion peticion(Map<String, Object> attributes) {
        return (Peticion) attributes.get(PETICION);
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        HttpServletRequest http = ((ServletServerHttpRequest) request).getServletRequest();
        Optional<Rechazo> refusal = check(http, attributes);
        if (refusal.isPresent()) {
            rechazos.write(refusal.get(), ((ServletServerHttpResponse) response).getServletResponse());
            return false;
        }
        Sesion.keep(http, attributes);
        return true;
    }

    private Optional<Rechazo> check(HttpServletRequest request, Map<String, Object> attributes) {
        if (many) {
            if (!offersV1(request)) {
                return Optional.of(Rechazo.campo(
                        SUBPROTOCOL, "Para seguir varios vendedores el subprotocolo debe ser cargue.v1."));
            }
        } else {
            Entrada entrada = puerta.read(request, request.getParameter("desde"));
            if (entrada instanceof Rechazo rechazo) {
                return Optional.of(rechazo);
            }
            attributes.put(PETICION, ((Aceptada) entrada).peticion());
        }
        return puerta.refusesConnection(request);
    }

    private static boolean offersV1(HttpServletRequest request) {
        return Collections.list(request.getHeaders(SUBPROTOCOL)).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .anyMatch(StreamHandler.V1::equals);
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}
}
