package cargue.push.historia;

import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import org.jspecify.annotations.Nullable;

/**
 * How a replay ends: a last message, if any, then a close code.
 *
 * @param reason at most 123 bytes, as the close frame demands
 */
record Final(@Nullable Texto ultimo, int code, String reason) {

    private static final int NORMAL = 1000;

    /** The day was played. */
    static final Final FIN = new Final(V1Messages.adios("fin", null), NORMAL, "fin");

    /** It stood still, and its client was silent, for too long. */
    static final Final INACTIVIDAD = new Final(V1Messages.adios("inactividad", null), NORMAL, "inactividad");

    /** The node stops: any other plays the same, at once. */
    static final Final REINICIO = new Final(V1Messages.adios("reinicio", 0L), 1012, "reinicio");

    /** The token has ended and was not renewed. */
    static final Final NO_AUTENTICADO = new Final(V1Messages.adios("token vencido", null), 4401, "token vencido");

    /** The renewed token no longer allows it. */
    static final Final NO_PERMITIDO = new Final(V1Messages.adios("no permitido", null), 4403, "no permitido");

    /** Its client takes nothing. */
    static final Final ATASCO = new Final(null, 1013, "sobrecarga");

    /** Nothing was read from its client after a ping. */
    static final Final SIN_RESPUESTA = new Final(null, 4408, "sin respuesta");

    /** Its client sent a message that is longer than allowed. */
    static final Final DEMASIADO_GRANDE = new Final(null, 4413, "mensaje demasiado grande");

    /** Its client goes on sending more messages than allowed. */
    static final Final DEMASIADOS_MENSAJES = new Final(null, 4429, "demasiados mensajes");

    private static final int TRY_LATER = 1013;
    private static final int DO_NOT_RETRY = 4400;

    /** The day could not be read. */
    static Final of(Rechazado why) {
        Rechazo rechazo = why.rechazo();
        String error = rechazo.cuerpo().error();
        int code = rechazo.status().is5xxServerError() ? TRY_LATER : DO_NOT_RETRY;
        return new Final(V1Messages.error(error, rechazo.cuerpo().message()), code, error);
    }
}
