package cargue.push.historia;

import cargue.push.wire.Texto;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that takes messages only when told. */
final class FakeEnlace implements Enlace {

    final List<String> sent = new ArrayList<>();
    int pings;
    int closeCode = -1;
    boolean cut;
    private @Nullable Runnable accepted;
    private @Nullable Runnable failed;

    @Override
    public void send(Texto texto, Runnable onAccepted, Runnable onFailed) {
        if (accepted != null) {
            throw new IllegalStateException("two messages on their way");
        }
        sent.add(texto.toString());
        accepted = onAccepted;
        failed = onFailed;
    }

    /** The network takes what was sent. */
    void accept() {
        Runnable outcome = accepted;
        accepted = null;
        if (outcome != null) {
            outcome.run();
        }
    }

    /** The connection breaks under what was sent. */
    void fail() {
        Runnable outcome = failed;
        accepted = null;
        if (outcome != null) {
            outcome.run();
        }
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
    }

    @Override
    public void disconnect() {
        cut = true;
    }
}
