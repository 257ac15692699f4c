package cargue.push.historia;

import java.time.Duration;

/**
 * Whether a peer still lives: it is pinged while nothing is on its way to it, and dead when nothing was read from it for
 * a set time after a ping.
 */
final class Escucha {

    /** What is to be done. */
    enum Hallazgo {
        FINE,
        PING,
        DEAD
    }

    private final long interval;
    private final long patience;

    /** Written by the threads that read. */
    private volatile long readAt;

    private long pingedAt;
    private boolean waiting;
    private long waitingSince;

    Escucha(Duration interval, Duration patience, long now) {
        this.interval = interval.toNanos();
        this.patience = patience.toNanos();
        this.readAt = now;
        this.pingedAt = now;
    }

    /** Any thread. */
    void onRead(long now) {
        readAt = now;
    }

    /** While something is on its way only the time that it takes counts. */
    void busy() {
        waiting = false;
    }

    Hallazgo idle(long now) {
        if (waiting && readAt - waitingSince > 0) {
            waiting = false;
        }
        if (waiting && now - waitingSince >= patience) {
            return Hallazgo.DEAD;
        }
        if (now - pingedAt < interval) {
            return Hallazgo.FINE;
        }
        pingedAt = now;
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
        return Hallazgo.PING;
    }
}
