package cargue.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket and HTTP client. Any thread. */
final class JdkTransport implements Transport {

    /** Longest message that is taken, characters; the server's longest is 64 KiB. */
    static final int MAX_MESSAGE = 1024 * 1024;

    /** For a handshake or an answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int NORMAL_CLOSURE = WebSocket.NORMAL_CLOSURE;

    private final HttpClient http;

    JdkTransport(HttpClient http) {
        this.http = http;
    }

    /** The one that all clients share which are given none. */
    static JdkTransport shared() {
        return new JdkTransport(Shared.HTTP);
    }

    /** Made when first used. */
    private static final class Shared {
        static final HttpClient HTTP = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
    }

    @Override
    public void open(URI uri, List<String> subprotocols, Receiver receiver) {
        String first = subprotocols.get(0);
        String[] others = subprotocols.stream().skip(1).toArray(String[]::new);
        CompletableFuture<?> unused = http.newWebSocketBuilder()
                .connectTimeout(TIMEOUT)
                .subprotocols(first, others)
                .buildAsync(uri, new Listener(first, receiver))
                .whenComplete((socket, failure) -> {
                    if (failure != null) {
                        failed(failure, receiver);
                    }
                });
    }

    private static void failed(Throwable failure, Receiver receiver) {
        Throwable cause = cause(failure);
        if (cause instanceof WebSocketHandshakeException refusal) {
            Answer answer = answer(refusal.getResponse());
            receiver.onFailure(answer, "the handshake was answered with " + answer.status());
        } else {
            receiver.onFailure(null, text(cause));
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    @Override
    public CompletableFuture<Answer> get(URI uri, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(JdkTransport::answer);
    }

    private static Answer answer(HttpResponse<?> response) {
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}")) // the form as a date is left to the backoff
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(null);
        return new Answer(response.statusCode(), retryAfter);
    }

    /** Puts messages together and asks for one at a time. */
    private static final class Listener implements WebSocket.Listener {

        private final String subprotocol;
        private final Receiver receiver;
        private final StringBuilder partial = new StringBuilder();
        private boolean refused;

        Listener(String subprotocol, Receiver receiver) {
            this.subprotocol = subprotocol;
            this.receiver = receiver;
        }

        @Override
        public void onOpen(WebSocket socket) {
            if (!socket.getSubprotocol().equals(subprotocol)) {
                refused = true;
                socket.abort();
                receiver.onFailure(null, "the server does not speak " + subprotocol);
                return;
            }
            receiver.onOpen(new JdkSocket(socket));
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (partial.length() + data.length() > MAX_MESSAGE) {
                return refuse(socket, "a message is longer than " + MAX_MESSAGE + " characters");
            }
            partial.append(data);
            if (last) {
                String text = partial.toString();
                partial.setLength(0);
                receiver.onText(text, () -> socket.request(1));
            } else {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            return refuse(socket, "a binary message came");
        }

        private @Nullable CompletionStage<?> refuse(WebSocket socket, String motivo) {
            refused = true;
            socket.abort();
            receiver.onError(motivo);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            if (!refused) {
                receiver.onClose(code, reason);
            }
            return null; // the close frame is answered at once
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            if (!refused) {
                receiver.onError(text(failure));
            }
        }
    }

    private record JdkSocket(WebSocket socket) implements Socket {

        @Override
        public CompletableFuture<?> send(String text) {
            return socket.sendText(text, true);
        }

        @Override
        public void close() {
            CompletableFuture<?> unused = socket.sendClose(NORMAL_CLOSURE, "").whenComplete((done, failure) -> {
                if (failure != null) {
                    socket.abort(); // it can no longer be closed in order
                }
            });
        }

        @Override
        public void abort() {
            socket.abort();
        }
    }
}
