package cargue.faults.link;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How a link's pieces pass at present. Any thread. */
final class Gate {

    private Duration delay = Duration.ZERO;
    private boolean upstreamShut;
    private boolean downstreamShut;
    private boolean onlyMarked;
    private int heldUpstream;
    private volatile Watch watch = Watch.NONE;

    synchronized void open() {
        delay = Duration.ZERO;
        shut(false, false, false);
    }

    synchronized void slow(Duration each) {
        delay = each;
    }

    /** @param marked whether it is shut for marked connections only */
    synchronized void shut(boolean upstream, boolean downstream, boolean marked) {
        upstreamShut = upstream;
        downstreamShut = downstream;
        onlyMarked = marked;
        notifyAll();
    }

    synchronized boolean holdsUpstream() {
        return heldUpstream > 0;
    }

    void watch(Watch given) {
        watch = given;
    }

    Watch watch() {
        return watch;
    }

    /** Waits until a piece may pass. */
    void pass(boolean upstream, boolean marked) throws InterruptedException {
        Duration wait;
        synchronized (this) {
            while ((upstream ? upstreamShut : downstreamShut) && (marked || !onlyMarked)) {
                heldUpstream += upstream ? 1 : 0;
                try {
                    wait();
                } finally {
                    heldUpstream -= upstream ? 1 : 0;
                }
            }
            wait = delay;
        }
        if (!wait.isZero()) {
            LockSupport.parkNanos(wait.toNanos()); // the slowness itself, not a wait for anything
        }
    }
}
