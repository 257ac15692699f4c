package cargue.push.viewer;

/** Why the server closes a connection: the code on the wire (contract 4) and a short reason. */
public enum Cierre {
    /** The node stops, reads its topic anew, or the stream's rows were replaced or went out of reach: connect again. */
    REINICIO(1012, "reinicio"),
    /** The viewer or the node cannot keep up: connect again after a pause. */
    SOBRECARGA(1013, "sobrecarga"),
    /** The token has ended and was not renewed: come back with a new one. */
    NO_AUTENTICADO(4401, "token vencido"),
    /** The renewed token no longer allows what is followed. */
    NO_PERMITIDO(4403, "no permitido"),
    /** Nothing was read from the peer after a ping. */
    SIN_RESPUESTA(4408, "sin respuesta"),
    /** The client's message is longer than allowed. */
    DEMASIADO_GRANDE(4413, "mensaje demasiado grande"),
    /** The client goes on sending more messages than allowed. */
    DEMASIADOS_MENSAJES(4429, "demasiados mensajes");

    private final int code;
    private final String reason;

    Cierre(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The close frame's status code. */
    public int code() {
        return code;
    }

    /** The close frame's reason, and the farewell's {@code motivo}. */
    public String reason() {
        return reason;
    }
}
