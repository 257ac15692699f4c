package cargue.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Why a body is not taken. */
enum BodyRefusal {
    TOO_LARGE(413, "CUERPO_DEMASIADO_GRANDE", "El cuerpo no puede pasar de %d KiB."),
    TOO_SLOW(408, "CUERPO_INCOMPLETO", "El cuerpo no llegó completo a tiempo. Envíalo otra vez."),
    BUSY(503, "NO_DISPONIBLE", "El servicio recibe demasiado a la vez. Intenta de nuevo.");

    private static final int KILOBYTE = 1024;
    private static final String GONE = "gone";

    private final int status;
    private final String error;
    private final String message;

    BodyRefusal(int status, String error, String message) {
        this.status = status;
        this.error = error;
        this.message = message;
    }

    private static Counter counter(MeterRegistry registry, String reason) {
        return registry.counter("cargue.body.refused", "reason", reason);
    }

    /** Counts a body that broke off: nobody is there to be answered. */
    static void gone(MeterRegistry registry) {
        counter(registry, GONE).increment();
    }

    /** Has all reasons told as 0 before their first: who watches a counter rise would not see it appear with 1. */
    static void tell(MeterRegistry registry) {
        counter(registry, GONE);
        for (BodyRefusal refusal : values()) {
            counter(registry, refusal.name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Answers and counts it.
     *
     * @param limit bytes that the body may have
     */
    void write(HttpServletResponse response, int limit, MeterRegistry registry) throws IOException {
        counter(registry, name().toLowerCase(Locale.ROOT)).increment();
        byte[] body = Respuesta.error(status, error, message.formatted(limit / KILOBYTE))
                .body();
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.setHeader(HttpHeaders.CONNECTION, "close"); // what follows on it is the rest of the body
        if (this == BUSY) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.getOutputStream().write(body);
    }
}
