package cargue.push.historia;

import cargue.push.wire.Texto;

/** The connection behind a replay, as little of it as is needed. No call blocks; each may come from any thread. */
interface Enlace {

    /**
     * Sends one message. The next is sent only after the outcome was told, from any thread, also from within this call.
     *
     * @param accepted is run when the network took it
     * @param failed is run when the connection is broken
     */
    void send(Texto texto, Runnable accepted, Runnable failed);

    /** Sends a ping; a failure shows in the connection's end. */
    void ping();

    /** Starts the close handshake after what is being sent. */
    void close(int code, String reason);

    /** Cuts the connection without a word. */
    void disconnect();
}
