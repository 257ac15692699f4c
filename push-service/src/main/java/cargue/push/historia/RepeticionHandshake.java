package cargue.push.historia;

import cargue.push.CargueSettings;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Puerta;
import cargue.push.entrada.Rechazos;
import cargue.push.entrada.Sesion;
import cargue.seguridad.Identidad;
import cargue.seguridad.Permiso;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Refuses at the handshake, as an HTTP status, all that is known to be wrong with a replay then. */
@Component
final class RepeticionHandshake implements HandshakeInterceptor {

    private static final String DIA = DiaPedido.class.getName();
    private static final int VELOCIDAD = 60;

    private final Puerta puerta;
    private final Rechazos rechazos;
    private final Repeticiones repeticiones;
    private final Lectores lectores;
    private final CargueSettings cargue;
    private final Clock clock;

    RepeticionHandshake(
            Puerta puerta,
            Rechazos rechazos,
            Repeticiones repeticiones,
            Lectores lectores,
            CargueSettings cargue,
            Clock clock) {
        this.puerta = puerta;
        this.rechazos = rechazos;
        this.repeticiones = repeticiones;
        this.lectores = lectores;
        this.cargue = cargue;
        this.clock = clock;
    }

    /** What the checks found that a session asks for. */
    static DiaPedido dia(Map<String, Object> attributes) {
        if (attributes.get(DIA) instanceof DiaPedido dia) {
            return dia;
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
        HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
        HttpServletResponse answer = ((ServletServerHttpResponse) response).getServletResponse();
        try {
            attributes.put(DIA, check(asked));
            Sesion.keep(asked, attributes);
            return true;
        } catch (Rechazado e) {
            rechazos.write(e.rechazo(), answer);
            return false;
        }
    }

    private DiaPedido check(HttpServletRequest request) throws Rechazado {
        String vendedorId = Parametros.vendedorId(vendedorId(request));
        LocalDate fecha = Parametros.fecha(request.getParameter("fecha"));
        if (fecha == null) {
            throw Rechazado.campo("fecha", "fecha es obligatoria, AAAA-MM-DD.");
        }
        int velocidad = Parametros.velocidad(request.getParameter("velocidad"), VELOCIDAD);
        Rechazado.unless(Identidad.of(request).puede(Permiso.VER, vendedorId));
        if (fecha.isBefore(LocalDate.now(clock).minusDays(DiaPedido.DIAS_ATRAS))) {
            throw Rechazado.fueraDeRetencion("Solo se pueden repetir los últimos 7 días.");
        }
        Optional<Rechazo> refusal = puerta.refusesAnother(request);
        if (refusal.isPresent()) {
            throw new Rechazado(refusal.get());
        }
        if (!repeticiones.hasRoom() || !lectores.hasRoom()) {
            throw Rechazado.noDisponible("Hay demasiadas repeticiones abiertas. Intenta de nuevo.", null);
        }
        return new DiaPedido(vendedorId, fecha, velocidad, cargue.zona());
    }

    private static String vendedorId(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables instanceof Map<?, ?> map ? String.valueOf(map.get(Puerta.VENDEDOR_ID)) : "";
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}
}
