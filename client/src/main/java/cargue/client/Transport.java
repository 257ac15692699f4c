package cargue.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What moves bytes for a client; the tests' one loses and delays them. */
interface Transport {

    /**
     * Opens a WebSocket; the receiver is told of {@link Receiver#onOpen} or {@link Receiver#onFailure}. Does not block.
     *
     * @param subprotocols the first is the one that the server must choose
     */
    void open(URI uri, List<String> subprotocols, Receiver receiver);

    /** Asks for a page and reads its status; fails when there is no answer. Does not block. */
    CompletableFuture<Answer> get(URI uri, @Nullable String token);

    /**
     * What a server answered to a request, or to a handshake that it refused.
     *
     * @param retryAfter how long it asks to be left alone; null when it does not say
     */
    record Answer(int status, @Nullable Duration retryAfter) {}

    /** Told what happens to a WebSocket, in order, on any thread; after {@code onClose} or {@code onError}, nothing. */
    interface Receiver {

        void onOpen(Socket socket);

        /**
         * It was not opened.
         *
         * @param answer the server's, if there was one
         */
        void onFailure(@Nullable Answer answer, String motivo);

        /**
         * A whole message.
         *
         * @param next asks for the next one; until it is run none is read
         */
        void onText(String text, Runnable next);

        /** The peer has sent its close frame, which is answered. */
        void onClose(int code, String reason);

        void onError(String motivo);
    }

    /** An open WebSocket. */
    interface Socket {

        /** Sends a message; one at a time. */
        CompletableFuture<?> send(String text);

        /** Begins the closing handshake. */
        void close();

        /** Cuts the connection, if it is still there. */
        void abort();
    }
}
