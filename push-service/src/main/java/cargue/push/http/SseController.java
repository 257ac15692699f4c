package cargue.push.http;

import cargue.push.entrada.Entrada;
import cargue.push.entrada.Entrada.Aceptada;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Limites;
import cargue.push.entrada.Puerta;
import cargue.push.entrada.Rechazos;
import cargue.push.stream.Conexion;
import cargue.push.stream.Formato;
import cargue.push.stream.PushStream;
import cargue.push.stream.Quien;
import cargue.push.viewer.Cierre;
import cargue.seguridad.Identidad;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The stream as server-sent events, for browsers' EventSource and for curl. */
@RestController
final class SseController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final PushStream stream;
    private final Puerta puerta;
    private final Limites limites;
    private final Rechazos rechazos;

    SseController(PushStream stream, Puerta puerta, Limites limites, Rechazos rechazos) {
        this.stream = stream;
        this.puerta = puerta;
        this.limites = limites;
        this.rechazos = rechazos;
    }

    @GetMapping({"/sse/cargue/{" + Puerta.VENDEDOR_ID + "}", "/sse/cargue/{" + Puerta.VENDEDOR_ID + "}/"})
    void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Entrada entrada = puerta.read(request, lastEventId(request));
        if (entrada instanceof Rechazo rechazo) {
            rechazos.write(rechazo, response);
            return;
        }
        Optional<Rechazo> refusal = puerta.refusesConnection(request);
        if (refusal.isPresent()) {
            rechazos.write(refusal.get(), response);
            return;
        }
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            response.setContentType(
                    SseSocket.CONTENT_TYPE); // and no stream: nobody would notice that its reader has gone
            return;
        }
        Identidad identidad = Identidad.of(request);
        SseSocket socket = new SseSocket(request, response, rechazos);
        boolean withinLimits = limites.opened(identidad.sub());
        Quien quien = Quien.of(identidad.sub(), identidad.rol(), request.getRemoteAddr());
        Conexion conexion = stream.open(Formato.SSE, socket, quien, identidad.expira());
        socket.start(() -> {
            limites.closed(identidad.sub());
            conexion.onClosed();
        });
        if (withinLimits) {
            stream.follow(conexion, ((Aceptada) entrada).peticion());
        } else {
            stream.dismiss(conexion, Cierre.SOBRECARGA);
        }
    }

    /** A browser's first request has none; the address may have one for those who cannot set headers. */
    private static String lastEventId(HttpServletRequest request) {
        String header = request.getHeader(LAST_EVENT_ID);
        return header == null || header.isEmpty() ? request.getParameter("desde") : header;
    }
}
