package cargue.push.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.Posicion;

/** The blocks of the server-sent events stream. */
public final class SseMessages {

    /** A comment: nothing for the client, a sign of life for what lies between. */
    public static final Texto KEEP_ALIVE = new Texto(": latido\n\n".getBytes(UTF_8));

    private SseMessages() {}

    /** A row's state, with the position that the client has when it got it. */
    public static Texto checkUpdate(Texto json, Posicion posicion) {
        return new Texto(("event: check_update\nid: " + posicion + "\ndata: " + json + "\n\n").getBytes(UTF_8));
    }

    /** Only moves the position from which the client resumes. */
    public static Texto position(Posicion posicion) {
        return new Texto(("id: " + posicion + "\n\n").getBytes(UTF_8));
    }
}
