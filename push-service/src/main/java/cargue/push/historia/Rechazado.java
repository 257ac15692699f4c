package cargue.push.historia;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The request cannot be served; says how to tell the client. */
final class Rechazado extends Exception {

    /** After it a client comes back that found a node, or Kafka, busy. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String error;
    private final @Nullable String campo;
    private final @Nullable Duration retryAfter;

    private Rechazado(
            HttpStatus status,
            String error,
            @Nullable String campo,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.error = error;
        this.campo = campo;
        this.retryAfter = retryAfter;
    }

    static Rechazado campo(String campo, String message) {
        return new Rechazado(HttpStatus.BAD_REQUEST, "CAMPO_INVALIDO", campo, message, null, null);
    }

    static Rechazado paginaAjena() {
        return new Rechazado(
                HttpStatus.FORBIDDEN, "NO_PERMITIDO", null, "Esta página no puede leer el historial.", null, null);
    }

    /** The topic does not hold what was asked for any more. */
    static Rechazado fueraDeRetencion(String message) {
        return new Rechazado(HttpStatus.GONE, "FUERA_DE_RETENCION", null, message, null, null);
    }

    static Rechazado otraEnCurso() {
        return new Rechazado(
                HttpStatus.TOO_MANY_REQUESTS,
                "DEMASIADAS_LECTURAS",
                null,
                "Ya tienes una consulta del historial en curso. Espera a que termine.",
                SOON,
                null);
    }

    /** The node or Kafka cannot serve it now. */
    static Rechazado noDisponible(String message, @Nullable Throwable cause) {
        return new Rechazado(HttpStatus.SERVICE_UNAVAILABLE, "NO_DISPONIBLE", null, message, SOON, cause);
    }

    /** A day holds more than a replay may take. */
    static Rechazado demasiadosEventos(int max) {
        return new Rechazado(
                HttpStatus.SERVICE_UNAVAILABLE,
                "DEMASIADOS_EVENTOS",
                null,
                "Ese día tiene más de %d cambios: no se puede repetir aquí.".formatted(max),
                null,
                null);
    }

    HttpStatus status() {
        return status;
    }

    /** For programs. */
    String error() {
        return error;
    }

    /** The parameter that is wrong. */
    @Nullable
    String campo() {
        return campo;
    }

    /** For people, in Spanish. */
    String message() {
        return String.valueOf(getMessage());
    }

    /** For the operator. */
    String reason() {
        Throwable cause = getCause();
        return cause == null ? error + ", " + getMessage() : error + ", " + cause;
    }

    /** When to try again; null: not unchanged. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
