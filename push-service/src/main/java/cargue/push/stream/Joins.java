package cargue.push.stream;

import cargue.push.viewer.Viewer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The viewers that wait to be taken up by the stream's thread, which is woken for them out of its wait for records. */
final class Joins {

    private final BlockingQueue<Viewer> waiting;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile @Nullable ChecksReader reader;

    Joins(int capacity) {
        waiting = new ArrayBlockingQueue<>(capacity);
    }

    /** Any thread; false when the queue is full. */
    boolean post(Viewer viewer) {
        if (!waiting.offer(viewer)) {
            return false;
        }
        wakeup();
        return true;
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

    /** The stream's thread: takes all that wait. */
    void drain(Consumer<Viewer> taker) {
        // Reset first: who posts after this wakes the thread again, who posted before is seen below.
        woken.set(false);
        for (Viewer viewer = waiting.poll(); viewer != null; viewer = waiting.poll()) {
            taker.accept(viewer);
        }
    }

    /** The stream's thread, when it has no reader to wait in: the next viewer, null after the time. */
    @Nullable
    Viewer await(long nanos) {
        try {
            return waiting.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
