package cargue.seguridad;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Why a request is refused at the door: {@code error} is for programs, {@code message} for people. */
enum Problema {
    HOST_DESCONOCIDO(421, "HOST_DESCONOCIDO", "El servicio no se conoce por este nombre.", "host"),
    ORIGEN_NO_PERMITIDO(403, "NO_PERMITIDO", "Esta página no puede usar el servicio.", "origin"),
    COOKIE_SIN_ORIGEN(403, "NO_PERMITIDO", "La cookie solo vale con el Origin de una página permitida.", "cookie"),
    NO_AUTENTICADO(401, "NO_AUTENTICADO", "Falta el token o ya no vale. Inicia sesión de nuevo.", "token"),
    ROL_NO_PERMITIDO(403, "NO_PERMITIDO", "Tu usuario no tiene permiso para esto.", "role"),
    EMISOR_AUSENTE(503, "NO_DISPONIBLE", "No se pudo comprobar el token. Intenta de nuevo.", "issuer"),
    DEMASIADAS_PETICIONES(429, "DEMASIADAS_PETICIONES", "Demasiadas peticiones. Intenta de nuevo.", "limit"),
    PETICION_RECHAZADA(
            400, "PETICION_RECHAZADA", "La dirección o los encabezados de la petición no son válidos.", "form"),
    METODO_NO_PERMITIDO(405, "METODO_NO_PERMITIDO", "Esta dirección no acepta ese método.", "form");

    private final int status;
    private final String error;
    private final String message;
    private final String reason;

    Problema(int status, String error, String message, String reason) {
        this.status = status;
        this.error = error;
        this.message = message;
        this.reason = reason;
    }

    private Counter counter(MeterRegistry registry) {
        return registry.counter("cargue.seguridad.refused", "reason", reason);
    }

    /** Has all reasons told as 0 before their first: who watches a counter rise would not see it appear with 1. */
    static void tell(MeterRegistry registry) {
        for (Problema problema : values()) {
            problema.counter(registry);
        }
    }

    /** Answers a request that has no answer yet, and counts it. */
    void write(HttpServletResponse response, MeterRegistry registry) throws IOException {
        counter(registry).increment();
        response.setStatus(status);
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "X-Content-Type-Options", "nosniff"); // Spring Security's headers come after the first checks
        response.getOutputStream()
                .write("{\"error\":\"%s\",\"message\":\"%s\"}"
                        .formatted(error, message)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
