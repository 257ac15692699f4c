package cargue.push.entrada;

import cargue.push.CargueSettings;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.stream.Phase;
import cargue.push.stream.PushStream;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The checks of every request for a stream or a planilla, in order: 403 a foreign page, 400 a malformed request, 503 a
 * node that has not caught up, 429 or 503 too many connections.
 */
@Component
public final class Puerta {

    /** The path's variable that names the vendedor. */
    public static final String VENDEDOR_ID = "vendedor_id";

    private final PushStream stream;
    private final Limites limites;
    private final Origenes origenes;
    private final Clock clock;

    Puerta(PushStream stream, Limites limites, CargueSettings cargue, Clock clock) {
        this.stream = stream;
        this.limites = limites;
        this.origenes = new Origenes(cargue.seguridad().origenes());
        this.clock = clock;
    }

    /** Whether the page that sent the request may do so; a request of no page may. */
    public boolean acceptsOrigin(HttpServletRequest request) {
        List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
        return origenes.accepts(origins, request.getHeader(HttpHeaders.HOST));
    }

    /** The refusal of a foreign page. */
    public Rechazo foreign() {
        return Rechazo.of(HttpStatus.FORBIDDEN, "NO_PERMITIDO", "Esta página no puede abrir el flujo.");
    }

    /** What a request asks for, of the vendedor in its path; {@code desde} is its position. */
    public Entrada read(HttpServletRequest request, @Nullable String desde) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        String vendedorId = variables instanceof Map<?, ?> map ? String.valueOf(map.get(VENDEDOR_ID)) : "";
        return read(vendedorId, request.getParameter("fecha"), request.getParameter("dia"), desde);
    }

    /** The same for a message in an open connection. */
    public Entrada read(String vendedorId, @Nullable String fecha, @Nullable String dia, @Nullable String desde) {
        return Peticiones.read(vendedorId, fecha, dia, desde, LocalDate.now(clock));
    }

    /** Why nothing can be served now; empty when it can. */
    public Optional<Rechazo> notReady() {
        return stream.phase() == Phase.LIVE
                ? Optional.empty()
                : Optional.of(Rechazo.noDisponible("El servicio aún está leyendo los datos. Intenta de nuevo."));
    }

    /** Why no connection can be opened now; empty when one can. */
    public Optional<Rechazo> refusesConnection(HttpServletRequest request) {
        return notReady().or(() -> limites.refuses(request.getRemoteAddr()));
    }
}
