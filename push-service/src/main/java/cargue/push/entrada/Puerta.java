package cargue.push.entrada;

import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.stream.Phase;
import cargue.push.stream.PushStream;
import cargue.seguridad.Identidad;
import cargue.seguridad.Permiso;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The checks of every request for a stream or a planilla, in order: 400 a malformed request, 403 a vendedor that
 * its sender may not see, 503 a node that has not caught up, 429 or 503 too many connections.
 */
@Component
public final class Puerta {

    /** The path's variable that names the vendedor. */
    public static final String VENDEDOR_ID = "vendedor_id";

    private final PushStream stream;
    private final Limites limites;
    private final Clock clock;

    Puerta(PushStream stream, Limites limites, Clock clock) {
        this.stream = stream;
        this.limites = limites;
        this.clock = clock;
    }

    /** What a request asks for, of the vendedor in its path; {@code desde} is its position. */
    public Entrada read(HttpServletRequest request, @Nullable String desde) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        String vendedorId = variables instanceof Map<?, ?> map ? String.valueOf(map.get(VENDEDOR_ID)) : "";
        Identidad sender = Identidad.of(request);
        return read(sender, vendedorId, request.getParameter("fecha"), request.getParameter("dia"), desde);
    }

    /** The same for a message in an open connection. */
    public Entrada read(
            Identidad sender, String vendedorId, @Nullable String fecha, @Nullable String dia, @Nullable String desde) {
        Entrada entrada = Peticiones.read(vendedorId, fecha, dia, desde, LocalDate.now(clock));
        boolean permitted = entrada instanceof Rechazo || sender.puede(Permiso.VER, vendedorId);
        return permitted ? entrada : Rechazo.noPermitido();
    }

    /** Why nothing can be served now; empty when it can. */
    public Optional<Rechazo> notReady() {
        return stream.phase() == Phase.LIVE
                ? Optional.empty()
                : Optional.of(Rechazo.noDisponible("El servicio aún está leyendo los datos. Intenta de nuevo."));
    }

    /** Why no connection can be opened now; empty when one can. */
    public Optional<Rechazo> refusesConnection(HttpServletRequest request) {
        return notReady().or(() -> refusesAnother(request));
    }

    /** Why the sender can have no further connection; empty when it can. */
    public Optional<Rechazo> refusesAnother(HttpServletRequest request) {
        return limites.refuses(request.getRemoteAddr(), Identidad.of(request).sub());
    }
}
