package cargue.ingest.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** An answer: status and the exact bytes of its JSON. Immutable by convention: the bytes are never written to. */
public final class Respuesta {

    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY = 429;
    private static final String RETRY_AFTER_S = "1";

    private final int status;
    private final byte[] body;

    /** Takes the bytes as they are. */
    public Respuesta(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /** Writes the body as JSON. */
    public static Respuesta of(int status, Object body) {
        return new Respuesta(status, Json.write(body));
    }

    /** A refusal: {@code error} for programs, {@code message} for people. */
    public static Respuesta error(int status, String error, @Nullable String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        if (message != null) {
            body.put("message", message);
        }
        return of(status, body);
    }

    /** 400 {@code CAMPO_INVALIDO}. */
    public static Respuesta of(CampoInvalido e) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", "CAMPO_INVALIDO");
        body.put("campo", e.campo());
        body.put("message", String.valueOf(e.getMessage()));
        return of(400, body);
    }

    /** 403 {@code NO_PERMITIDO}. */
    public static Respuesta of(NoPermitido e) {
        return error(403, "NO_PERMITIDO", e.getMessage());
    }

    /** 503: the database did not answer, so that nobody knows whether the request was stored. */
    public static Respuesta noDisponible() {
        return error(
                UNAVAILABLE,
                "NO_DISPONIBLE",
                "El servicio no pudo confirmar el cambio. Envíalo otra vez con la misma clave.");
    }

    /** 503: the database did not answer, and was only asked. */
    static Respuesta noLegible() {
        return error(UNAVAILABLE, "NO_DISPONIBLE", "El servicio no puede leer los datos ahora. Intenta de nuevo.");
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** UTF-8 JSON. */
    public byte[] body() {
        return body;
    }

    /** The answer as Spring sends it; one that will be another soon says when to come back. */
    public ResponseEntity<byte[]> toEntity() {
        ResponseEntity.BodyBuilder entity = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (status == UNAVAILABLE || status == TOO_MANY) {
            entity.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_S);
        }
        return entity.body(body);
    }
}
