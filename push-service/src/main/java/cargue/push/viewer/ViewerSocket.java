package cargue.push.viewer;

import cargue.push.wire.Texto;

/**
 * The connection behind a viewer, as little of it as is needed. No call blocks; each may come from any thread.
 */
public interface ViewerSocket {

    /**
     * Sends one message. The next is sent only after {@code completion} was called for this one, from any thread, also
     * from within this call.
     */
    void send(Texto texto, Completion completion);

    /** Whether the peer answers pings; if not, it is not judged by its answers. */
    boolean hearsPings();

    /** Sends a ping; a failure shows in the connection's end. */
    void ping();

    /** Ends the connection with the code; what the network has not taken yet may be lost. */
    void close(Cierre cierre);

    /** Cuts the connection without a word. */
    void disconnect();

    /** Is told the outcome of a send, once. */
    interface Completion {

        /** The network took the message; it may not have arrived. */
        void accepted();

        /** The connection is broken. */
        void failed();
    }
}
