package cargue.seguridad;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.util.UrlPathHelper;

/** Which addresses are open to all, and which old phones may use. With or without the slash at the end. */
final class Rutas {

    static final String SESION = "/sesion";

    private static final Pattern OPEN =
            Pattern.compile("/|/favicon\\.ico|/config\\.json|/openapi\\.json|/asyncapi\\.json"
                    + "|/actuator/health(/.*)?|/(cargue|app|admin|documentos)(/.*)?");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final Set<String> OLD_PHONES = Set.of(
            "POST /api/actualizar-check-vendedor",
            "POST /api/guardar-sugerido",
            "GET /api/obtener-cargue",
            "GET /api/verificar-estado-dia");

    private Rutas() {}

    /**
     * The address without the slash at the end. Decoded, as the services' own mappings see it: {@code /%77s/} is no
     * other address than {@code /ws/}.
     */
    static String of(HttpServletRequest request) {
        String path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Pages' static files, health, and what tells how to use the service: nothing there depends on who asks. */
    static boolean isOpen(HttpServletRequest request) {
        return isReading(request) && OPEN.matcher(of(request)).matches();
    }

    /** Ends a session; who has none, or one that has ended, may do so too. */
    static boolean isLogout(HttpServletRequest request) {
        return request.getMethod().equals("DELETE") && of(request).equals(SESION);
    }

    static boolean isForOldPhones(HttpServletRequest request) {
        return OLD_PHONES.contains(request.getMethod() + " " + of(request));
    }

    /** The addresses that old phones may use. */
    static List<String> ofOldPhones() {
        return OLD_PHONES.stream()
                .map(call -> call.substring(call.indexOf(' ') + 1))
                .toList();
    }

    static boolean isWebSocket(HttpServletRequest request) {
        return of(request).startsWith("/ws/");
    }

    /** Whether the request can change nothing. */
    static boolean isReading(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    /** Whether the request can change something, or opens what no page of another origin may. */
    static boolean needsOrigin(HttpServletRequest request) {
        return isWebSocket(request) || !isReading(request);
    }
}
