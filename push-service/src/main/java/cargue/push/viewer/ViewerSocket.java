package cargue.push.viewer;

/**
 * The connection behind a viewer, as little of it as is needed. No call blocks; each may come from any thread.
 */
public interface ViewerSocket {

    /**
     * Sends one text message. The next is sent only after {@code completion} was called for this one, from any thread,
     * also from within this call.
     */
    void send(Mensaje mensaje, Completion completion);

    /** Sends a ping; a failure shows in the connection's end. */
    void ping();

    /** Starts the close handshake after what is being sent. */
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
