package cargue.push.historia;

import cargue.push.entrada.Entrada.Rechazo;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The request cannot be served; says how to tell the client. */
final class Rechazado extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Rechazo rechazo;

    Rechazado(Rechazo rechazo) {
        this(rechazo, null);
    }

    private Rechazado(Rechazo rechazo, @Nullable Throwable cause) {
        super(rechazo.cuerpo().error(), cause);
        this.rechazo = rechazo;
    }

    static Rechazado campo(String campo, String message) {
        return new Rechazado(Rechazo.campo(campo, message));
    }

    /** Refuses what the sender may not see. */
    static void unless(boolean permitted) throws Rechazado {
        if (!permitted) {
            throw new Rechazado(Rechazo.noPermitido());
        }
    }

    /** The topic does not hold what was asked for any more. */
    static Rechazado fueraDeRetencion(String message) {
        return new Rechazado(Rechazo.of(HttpStatus.GONE, "FUERA_DE_RETENCION", message));
    }

    /** The user has a reading already. */
    static Rechazado otraEnCurso() {
        return new Rechazado(Rechazo.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "DEMASIADAS_LECTURAS",
                "Ya tienes una consulta del historial en curso. Espera a que termine."));
    }

    /** The node or Kafka cannot serve it now. */
    static Rechazado noDisponible(String message, @Nullable Throwable cause) {
        return new Rechazado(Rechazo.noDisponible(message), cause);
    }

    /** A day holds more than a replay may take. */
    static Rechazado demasiadosEventos(int max) {
        return new Rechazado(Rechazo.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "DEMASIADOS_EVENTOS",
                "Ese día tiene más de %d cambios: no se puede repetir aquí.".formatted(max)));
    }

    /** What to tell the client. */
    Rechazo rechazo() {
        return rechazo;
    }

    /** For the operator. */
    String reason() {
        Throwable cause = getCause();
        return rechazo.cuerpo().error() + ", "
                + (cause == null ? rechazo.cuerpo().message() : cause);
    }
}
