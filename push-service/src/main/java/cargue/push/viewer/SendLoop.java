package cargue.push.viewer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits for one viewer, one message at a time, the next when the network took the last, from whichever thread
 * learns that. Any thread may call; the lock is never held while the socket is called.
 */
final class SendLoop implements ViewerSocket.Completion {

    /** No message is being sent. */
    static final long IDLE = -1;

    private final ViewerSocket socket;
    private final ViewerRules rules;
    private final Runnable broken;

    /** Guards the fields below. */
    private final Object lock = new Object();

    private final Pendientes pendientes;
    private boolean stopped;
    private boolean sending;
    private boolean looping;
    private long sendingSince;

    /** @param broken is run when a send failed */
    SendLoop(ViewerSocket socket, ViewerRules rules, Runnable broken) {
        this.socket = socket;
        this.rules = rules;
        this.broken = broken;
        this.pendientes = new Pendientes(rules.settings().unconflated());
    }

    /** Queues the rows that a viewer starts with; none of them is merged with what follows while it keeps up. */
    void replay(List<Mensaje> rows) {
        synchronized (lock) {
            if (stopped) {
                return;
            }
            pendientes.raiseLimit(rows.size());
            rows.forEach(pendientes::add);
        }
        run();
    }

    void offer(Mensaje mensaje) {
        int merged;
        synchronized (lock) {
            if (stopped) {
                return;
            }
            merged = pendientes.add(mensaje);
        }
        if (merged > 0) {
            rules.events().conflated(merged);
        }
        run();
    }

    /** Drops what waits and sends nothing more. */
    void stop() {
        synchronized (lock) {
            stopped = true;
            pendientes.clear();
        }
    }

    /** For how many nanoseconds the network has not taken the message being sent; {@link #IDLE} when there is none. */
    long sendingFor(long now) {
        synchronized (lock) {
            return sending ? now - sendingSince : IDLE;
        }
    }

    @Override
    public void accepted() {
        synchronized (lock) {
            sending = false;
        }
        run();
    }

    @Override
    public void failed() {
        broken.run();
    }

    /**
     * A socket may complete a send within the call, or at once on another thread: only one thread is in the loop, and
     * the one that leaves it has seen, under the lock, that nothing is to be done.
     */
    private void run() {
        synchronized (lock) {
            if (looping) {
                return;
            }
            looping = true;
        }
        for (Mensaje next = take(); next != null; next = take()) {
            socket.send(next, this);
        }
    }

    private @Nullable Mensaje take() {
        synchronized (lock) {
            Mensaje next = sending ? null : pendientes.next();
            if (next == null) {
                looping = false;
            } else {
                sending = true;
                sendingSince = rules.nanos().getAsLong();
            }
            return next;
        }
    }
}
