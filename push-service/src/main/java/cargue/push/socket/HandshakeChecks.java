package cargue.push.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.push.CargueSettings;
import cargue.push.PushSettings;
import cargue.push.socket.Entrada.Peticion;
import cargue.push.socket.Entrada.Rechazo;
import cargue.push.stream.Phase;
import cargue.push.stream.PushStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses at the handshake, as an HTTP status, all that is known to be wrong then: 403 a foreign page, 400 a malformed
 * request, 503 a node that has not caught up or is full.
 */
@Component
final class HandshakeChecks implements HandshakeInterceptor {

    /** The path's variable that names the vendedor. */
    static final String VENDEDOR_ID = "vendedor_id";

    private static final String PETICION = Peticion.class.getName();
    private static final String RETRY_AFTER_SECONDS = "1";

    private final PushStream stream;
    private final OpenViewers open;
    private final PushSettings settings;
    private final Origenes origenes;
    private final Clock clock;
    private final JsonMapper json;

    HandshakeChecks(
            PushStream stream,
            OpenViewers open,
            PushSettings settings,
            CargueSettings cargue,
            Clock clock,
            JsonMapper json) {
        this.stream = stream;
        this.open = open;
        this.settings = settings;
        this.origenes = new Origenes(cargue.seguridad().origenes());
        this.clock = clock;
        this.json = json;
    }

    /** What the checks found that a session asks for. */
    static Peticion peticion(Map<String, Object> attributes) {
        if (attributes.get(PETICION) instanceof Peticion peticion) {
            return peticion;
        }
        throw new IllegalStateException("the handshake was not checked");
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        Entrada entrada = check(((ServletServerHttpRequest) request).getServletRequest(), request.getHeaders());
        if (entrada instanceof Rechazo rechazo) {
            refuse(response, rechazo);
            return false;
        }
        attributes.put(PETICION, entrada);
        return true;
    }

    private Entrada check(HttpServletRequest request, HttpHeaders headers) {
        if (!origenes.accepts(headers.getOrEmpty(HttpHeaders.ORIGIN), headers.getFirst(HttpHeaders.HOST))) {
            return Rechazo.of(HttpStatus.FORBIDDEN, "NO_PERMITIDO", "Esta página no puede abrir el flujo.");
        }
        Entrada entrada = Peticiones.read(
                vendedorId(request),
                request.getParameter("fecha"),
                request.getParameter("dia"),
                request.getParameter("desde"),
                LocalDate.now(clock));
        if (entrada instanceof Rechazo) {
            return entrada;
        }
        if (stream.phase() != Phase.LIVE) {
            return unavailable("El servicio aún está leyendo los datos. Intenta de nuevo.");
        }
        if (open.count() >= settings.maxViewers()) {
            return unavailable("Hay demasiadas conexiones. Intenta de nuevo.");
        }
        return entrada;
    }

    private static String vendedorId(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> map ? String.valueOf(map.get(VENDEDOR_ID)) : "";
    }

    private static Rechazo unavailable(String message) {
        return Rechazo.of(HttpStatus.SERVICE_UNAVAILABLE, "NO_DISPONIBLE", message);
    }

    private void refuse(ServerHttpResponse response, Rechazo rechazo) throws IOException {
        response.setStatusCode(rechazo.status());
        response.getHeaders().setContentType(new MediaType(MediaType.APPLICATION_JSON, UTF_8));
        response.getHeaders().setCacheControl("no-store");
        if (rechazo.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response.getBody().write(json.writeValueAsBytes(rechazo.cuerpo()));
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}
}
