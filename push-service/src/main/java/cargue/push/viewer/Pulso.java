package cargue.push.viewer;

import cargue.push.OwnedBy;
import cargue.push.PushSettings;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a peer still lives: it is pinged while nothing is queued for it, and dead when nothing was read from it for a
 * set time after a ping. While something is queued the wait stands still: then only the stall timeout counts.
 */
final class Pulso {

    enum Finding {
        FINE,
        PING,
        DEAD
    }

    private final long interval;
    private final long patience;
    private volatile long readAt;

    @OwnedBy("push-stream")
    private boolean waiting;

    @OwnedBy("push-stream")
    private long waitingSince;

    @OwnedBy("push-stream")
    private long nextPing;

    Pulso(PushSettings settings, long now) {
        interval = settings.pingInterval().toNanos();
        patience = settings.deadPeerTimeout().toNanos();
        readAt = now;
        // Spread, so that viewers who came together are not pinged together.
        nextPing = now + interval / 2 + ThreadLocalRandom.current().nextLong(interval / 2);
    }

    /** Any thread. */
    void onRead(long now) {
        readAt = now;
    }

    void busy(long now) {
        settle();
        if (waiting) {
            waitingSince = now;
        }
    }

    Finding idle(long now) {
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
