package cargue.push.stream;

import cargue.push.viewer.Viewer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What other threads want of the stream's thread, which is woken for it out of its wait for records. Requests are
 * bounded; viewers that have become free are bounded by themselves: each has one message under way at most.
 */
final class Mandos {

    /** A request. Runs on the stream's thread, once: either done, or refused when nothing is served now. */
    interface Mando {

        void run(StreamCycle cycle);

        void refuse();
    }

    private static final int MOST_AT_ONCE = 500;

    private final BlockingQueue<Mando> requests;
    private final ConcurrentLinkedQueue<Viewer> free = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile @Nullable ChecksReader reader;

    Mandos(int capacity) {
        requests = new ArrayBlockingQueue<>(capacity);
    }

    /** Any thread; false when too many wait. */
    boolean post(Mando mando) {
        if (!requests.offer(mando)) {
            return false;
        }
        wakeup();
        return true;
    }

    /** A viewer's socket takes messages again. Any thread. */
    void ready(Viewer viewer) {
        free.add(viewer);
        wakeup();
    }

    /** Ends the thread's wait; many calls before it looks are one. Any thread. */
    void wakeup() {
        ChecksReader current = reader;
        if (woken.compareAndSet(false, true) && current != null) {
            current.wakeup();
        }
    }

    /** The stream's thread: whom to wake from now on. */
    void attach(@Nullable ChecksReader current) {
        reader = current;
        woken.set(false);
    }

    /**
     * The stream's thread: takes those that wait, so many at most that records and viewers have their turn too.
     *
     * @return whether some are left
     */
    boolean drain(Consumer<Mando> taker) {
        // Reset first: who posts after this wakes the thread again, who posted before is seen below.
        woken.set(false);
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Viewer viewer = free.poll();
            Mando mando = requests.poll();
            if (viewer != null) {
                viewer.pump();
            }
            if (mando != null) {
                taker.accept(mando);
            }
            if (viewer == null && mando == null) {
                return false;
            }
        }
        return true;
    }

    /** The stream's thread, when it has no reader to wait in: the next request, null after the time. */
    @Nullable
    Mando await(long nanos) {
        try {
            return requests.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
