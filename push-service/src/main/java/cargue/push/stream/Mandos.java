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
 * bounded; viewers that have become free are bounded by themselves, each is here at most once.
 */
final class Mandos {

    /** A request. Runs on the stream's thread, once: either done, or refused when nothing is served now. */
    interface Mando {

        void run(StreamCycle cycle);

        void refuse();
    }

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

    /** The stream's thread: takes all that wait. */
    void drain(Consumer<Mando> taker) {
        // Reset first: who posts after this wakes the thread again, who posted before is seen below.
        woken.set(false);
        for (Viewer viewer = free.poll(); viewer != null; viewer = free.poll()) {
            viewer.pump();
        }
        for (Mando mando = requests.poll(); mando != null; mando = requests.poll()) {
            taker.accept(mando);
        }
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
