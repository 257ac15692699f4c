package cargue.local.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** Times from a check's due moment to each viewer, sorted. */
final class Latencies {

    private final long[] nanos;

    private Latencies(long[] nanos) {
        this.nanos = nanos;
    }

    /** Of the events from seq {@code first} up to but not {@code end}. */
    static Latencies of(List<Watcher> watchers, AtomicLongArray due, int first, int end) {
        long[] nanos = new long[watchers.size() * (end - first)];
        int n = 0;
        for (Watcher watcher : watchers) {
            for (int seq = first; seq < end; seq++) {
                nanos[n++] = watcher.arrival(seq) - due.get(seq);
            }
        }
        Arrays.sort(nanos);
        return new Latencies(nanos);
    }

    int count() {
        return nanos.length;
    }

    /** In milliseconds. */
    double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * nanos.length);
        return nanos[Math.max(rank, 1) - 1] / 1e6;
    }
}
