package cargue.client;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server which vendedores are followed, as fast as it takes messages. What is due is a set of names, not of
 * messages: whatever happens meanwhile, one message for each is enough, made when its turn comes. Of the client's thread.
 */
final class Announcer {

    /** Messages a second; the server takes 50. */
    static final int PER_SECOND = 40;

    private final Transport.Socket socket;
    private final ClientThread thread;
    private final Function<String, @Nullable String> subscription;
    private final Consumer<String> onFailure;
    private final Set<String> due = new LinkedHashSet<>();
    private final Set<String> told = new HashSet<>();
    private @Nullable String token;
    private int budget = PER_SECOND;
    private boolean sending;

    /**
     * Begins with nothing due.
     *
     * @param subscription makes the message that subscribes to a vendedor; null when it is followed no longer
     */
    Announcer(
            Transport.Socket socket,
            ClientThread thread,
            Function<String, @Nullable String> subscription,
            Consumer<String> onFailure) {
        this.socket = socket;
        this.thread = thread;
        this.subscription = subscription;
        this.onFailure = onFailure;
    }

    /** The server is to know how it stands with these. */
    void announce(Collection<String> vendedorIds) {
        due.addAll(vendedorIds);
        pump();
    }

    /** The server has ended a subscription by itself. */
    void ended(String vendedorId) {
        due.remove(vendedorId);
        told.remove(vendedorId);
    }

    /** Renews the connection's token. */
    void auth(String newToken) {
        token = newToken;
        pump();
    }

    /** Sends no more until the next second. */
    void pause() {
        budget = 0;
    }

    void secondPassed() {
        budget = PER_SECOND;
        pump();
    }

    private void pump() {
        while (!sending && budget > 0) {
            String message = next();
            if (message == null) {
                return;
            }
            budget--;
            sending = true;
            CompletableFuture<?> unused =
                    socket.send(message).whenComplete((done, failure) -> thread.execute(() -> sent(failure)));
        }
    }

    private void sent(@Nullable Throwable failure) {
        sending = false;
        if (failure == null) {
            pump();
        } else {
            onFailure.accept("a message was not sent: " + failure);
        }
    }

    private @Nullable String next() {
        if (token != null) {
            String message = Mensajes.auth(token);
            token = null;
            return message;
        }
        while (!due.isEmpty()) {
            String vendedorId = due.iterator().next();
            due.remove(vendedorId);
            String message = subscription.apply(vendedorId);
            if (message != null) {
                told.add(vendedorId);
                return message;
            }
            if (told.remove(vendedorId)) {
                return Mensajes.unsubscribe(vendedorId);
            }
        }
        return null;
    }
}
