package cargue.push.historia;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.push.CargueSettings;
import cargue.push.Origenes;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What both calls of this package do alike in HTTP: the check of the page that asks, and the refusals. */
@Component
final class Respuestas {

    private final Origenes origenes;
    private final JsonMapper json;

    Respuestas(CargueSettings cargue, JsonMapper json) {
        this.origenes = new Origenes(cargue.seguridad().origenes());
        this.json = json;
    }

    /** Lets a page that may ask read the answer; refuses any other. */
    void checkOrigin(HttpServletRequest request, HttpServletResponse response) throws Rechazado {
        List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
        if (!origenes.accepts(origins, request.getHeader(HttpHeaders.HOST))) {
            throw Rechazado.paginaAjena();
        }
        if (!origins.isEmpty()) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origins.get(0));
            response.setHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
    }

    /** Answers a request of which nothing was sent yet. */
    void refuse(HttpServletResponse response, Rechazado rechazado) throws IOException {
        response.setStatus(rechazado.status().value());
        response.setContentType(new MediaType(MediaType.APPLICATION_JSON, UTF_8).toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Duration retryAfter = rechazado.retryAfter();
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds()));
        }
        Cuerpo cuerpo = new Cuerpo(rechazado.error(), rechazado.campo(), rechazado.message());
        response.getOutputStream().write(json.writeValueAsBytes(cuerpo));
    }

    /** {@code error} is for programs, {@code message} for people. */
    private record Cuerpo(
            String error,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String campo,

            String message) {}
}
