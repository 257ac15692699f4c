package cargue.push.viewer;

import cargue.push.PushSettings;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a peer still lives: it is pinged while nothing is queued for it, and dead when nothing was read from it for a
 * set time after a ping. While something is queued the wait stands still: then only the stall timeout counts. One thread, that
 * sends; {@link #onRead} any.
 */
public final class Pulso {

    /** What is to be done. */
    public enum Finding {
        /** Nothing. */
        FINE,
        /** Ping it. */
        PING,
        /** Close the connection. */
        DEAD
    }

    private final long interval;
    private final long patience;
    private volatile long readAt;

    private boolean waiting;

    private long waitingSince;

    private long nextPing;

    /** The pulse of a connection that has just opened. */
    public Pulso(PushSettings settings, long now) {
        interval = settings.pingInterval().toNanos();
        patience = settings.deadPeerTimeout().toNanos();
        readAt = now;
        // Spread, so that viewers who came together are not pinged together.
        nextPing = now + interval / 2 + ThreadLocalRandom.current().nextLong(interval / 2);
    }

    /** Something was read from the peer. Any thread. */
    public void onRead(long now) {
        readAt = now;
    }

    /** Something is on its way to it. The thread that sends. */
    public void busy(long now) {
        settle();
        if (waiting) {
            waitingSince = now;
        }
    }

    /** Nothing is on its way to it. The thread that sends. */
    public Finding idle(long now) {
        settle();
        if (waiting && now - waitingSince >= patience) {
            return Finding.DEAD;
        }
        if (now - nextPing < 0) {
            return Finding.FINE;
        }
        nextPing = now + interval;
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
        return Finding.PING;
    }

    private void settle() {
        if (waiting && readAt - waitingSince > 0) {
            waiting = false;
        }
    }
}
