package cargue.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A server that does what the test says, and notes what the client does. */
final class FakeTransport implements Transport {

    final List<Peer> peers = new ArrayList<>();
    final List<URI> asked = new ArrayList<>();

    @Nullable
    Answer planilla = new Answer(200, null);

    /** One attempt of the client, seen from the server. */
    static final class Peer implements Socket {

        final URI uri;
        final List<String> subprotocols;
        final List<String> sent = new ArrayList<>();
        private final Receiver receiver;
        boolean closing;
        boolean aborted;
        boolean slow;
        int requested;
        private @Nullable CompletableFuture<Void> sending;

        Peer(URI uri, List<String> subprotocols, Receiver receiver) {
            this.uri = uri;
            this.subprotocols = subprotocols;
            this.receiver = receiver;
        }

        Peer open() {
            receiver.onOpen(this);
            return this;
        }

        void refuse(int status, @Nullable Duration retryAfter) {
            receiver.onFailure(new Answer(status, retryAfter), "refused");
        }

        void isUnreachable() {
            receiver.onFailure(null, "ConnectException");
        }

        Peer says(String... messages) {
            for (String message : messages) {
                receiver.onText(message, () -> requested++);
            }
            return this;
        }

        void closes(int code) {
            receiver.onClose(code, "because");
        }

        void breaks() {
            receiver.onError("reset by peer");
        }

        /** The client's message is taken. */
        void takes() {
            CompletableFuture<Void> done = sending;
            sending = null;
            if (done != null) {
                done.complete(null);
            }
        }

        @Override
        public CompletableFuture<?> send(String text) {
            if (sending != null) {
                throw new IllegalStateException("one at a time");
            }
            sent.add(text);
            if (!slow) {
                return CompletableFuture.completedFuture(null);
            }
            sending = new CompletableFuture<>();
            return sending;
        }

        @Override
        public void close() {
            closing = true;
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }

    @Override
    public void open(URI uri, List<String> subprotocols, Receiver receiver) {
        peers.add(new Peer(uri, subprotocols, receiver));
    }

    @Override
    public CompletableFuture<Answer> get(URI uri, @Nullable String token) {
        asked.add(uri);
        return planilla == null
                ? CompletableFuture.failedFuture(new java.io.IOException("no answer"))
                : CompletableFuture.completedFuture(planilla);
    }

    Peer last() {
        return peers.get(peers.size() - 1);
    }
}
