package cargue.push.entrada;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.push.entrada.Entrada.Rechazo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes refusals, and counts them by their code. Any thread. */
@Component
public final class Rechazos {

    private static final MediaType JSON = new MediaType(MediaType.APPLICATION_JSON, UTF_8);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final JsonMapper json;
    private final MeterRegistry registry;

    Rechazos(JsonMapper json, MeterRegistry registry) {
        this.json = json;
        this.registry = registry;
        // Told as 0 before their first; those of messages by the stream.
        List.of(
                        "CAMPO_INVALIDO",
                        "NO_DISPONIBLE",
                        "DEMASIADAS_CONEXIONES",
                        "DEMASIADAS_LECTURAS",
                        "DEMASIADOS_EVENTOS",
                        "FUERA_DE_RETENCION",
                        "NO_ENCONTRADO",
                        "METODO_NO_PERMITIDO",
                        "TIPO_NO_ACEPTADO",
                        "PETICION_RECHAZADA",
                        "ERROR_INTERNO")
                .forEach(this::refusals);
    }

    private Counter refusals(String codigo) {
        return registry.counter("cargue.push.refused", "codigo", codigo);
    }

    /** As the answer of a controller. */
    public ResponseEntity<byte[]> answer(Rechazo rechazo) {
        return ResponseEntity.status(rechazo.status()).headers(headers(rechazo)).body(body(rechazo));
    }

    /** As the answer to a request that has none yet. */
    public void write(Rechazo rechazo, HttpServletResponse response) throws IOException {
        response.setStatus(rechazo.status().value());
        headers(rechazo).forEach((name, values) -> response.setHeader(name, values.get(0)));
        response.getOutputStream().write(body(rechazo));
    }

    /** The headers of a refusal. */
    public HttpHeaders headers(Rechazo rechazo) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(JSON);
        headers.setCacheControl("no-store");
        if (rechazo.status() == HttpStatus.SERVICE_UNAVAILABLE || rechazo.status() == HttpStatus.TOO_MANY_REQUESTS) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return headers;
    }

    /** The body of a refusal, which is counted by it. */
    public byte[] body(Rechazo rechazo) {
        refusals(rechazo.cuerpo().error()).increment();
        return json.writeValueAsBytes(rechazo.cuerpo());
    }
}
