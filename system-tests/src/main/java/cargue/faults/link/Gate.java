package cargue.faults.link;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How a link's pieces pass at present. Any thread. */
final class Gate {

    private Duration delay = Duration.ZERO;
    private boolean upstreamShut;
    private boolean downstreamShut;
    private int heldUpstream;
    private volatile Watch watch = Watch.NONE;

    synchronized void open() {
        delay = Duration.ZERO;
        shut(false, false);
    }

    synchronized void slow(Duration each) {
        delay = each;
    }

    synchronized void shut(boolean upstream, boolean downstream) {
        upstreamShut = upstream;
        downstreamShut = downstream;
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
    void pass(boolean upstream) throws InterruptedException {
        Duration wait;
        synchronized (this) {
            heldUpstream += upstream ? 1 : 0;
            try {
                while (upstream ? upstreamShut : downstreamShut) {
                    wait();
                }
            } finally {
                heldUpstream -= upstream ? 1 : 0;
            }
            wait = delay;
        }
        if (!wait.isZero()) {
            LockSupport.parkNanos(wait.toNanos()); // the slowness itself, not a wait for anything
        }
    }
}
