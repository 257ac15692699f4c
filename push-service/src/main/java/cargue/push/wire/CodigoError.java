package cargue.push.wire;

/** Why a client message was refused; the connection stays (contract 4). */
public enum CodigoError {
    /** Not JSON, not an object, or a type that is not known. */
    MENSAJE_INVALIDO(
            "Mensaje no válido: debe ser auth con un token, o subscribe o unsubscribe con un vendedor_id, fecha y dia"
                    + " válidos."),
    /** The token is not good or another user's, or its user may not see that vendedor. */
    NO_PERMITIDO("No permitido: el token no vale, es de otro usuario, o no da permiso para ver ese vendedor."),
    /** The position is not of the form. */
    POSICION_INVALIDA("desde debe tener la forma epoca:seq."),
    /** The sheet is older than what is served. */
    FECHA_FUERA_DE_RANGO("Solo se pueden ver planillas de los últimos 7 días y posteriores."),
    /** One connection follows so many vendedores already. */
    DEMASIADAS_SUSCRIPCIONES("Una conexión puede seguir hasta 200 vendedores."),
    /** The client sends too fast. */
    DEMASIADOS_MENSAJES("Demasiados mensajes por segundo: este no se atendió.");

    private final String message;

    CodigoError(String message) {
        this.message = message;
    }

    /** For people, in Spanish. */
    public String message() {
        return message;
    }
}
