package cargue.bench.socket;

/** How a connection ended that we did not end ourselves. */
public sealed interface Ending {

    /**
     * The server answered the handshake otherwise than by an upgrade.
     *
     * @param retryAfter seconds that the server asks to wait; 0: it does not ask
     */
    record Refused(int status, int retryAfter) implements Ending {}

    /** The server closed with a code. */
    record Closed(int code, String reason) implements Ending {}

    /** The connection broke, or was never made. */
    record Lost(String why) implements Ending {}
}
