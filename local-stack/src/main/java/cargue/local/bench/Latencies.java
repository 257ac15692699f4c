package cargue.local.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;

/** Times of one thing, such as from a check's due moment to what came of it, sorted. */
final class Latencies {

    private final long[] nanos;

    private Latencies(long[] nanos) {
        this.nanos = nanos;
    }

    /** Of these, at least one. */
    static Latencies of(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /** Each end tells when an event, by its seq, reached it. Of the events from seq {@code first} up to but not {@code end}. */
    static Latencies of(List<IntToLongFunction> ends, AtomicLongArray due, int first, int end) {
        long[] nanos = new long[ends.size() * (end - first)];
        int n = 0;
        for (IntToLongFunction at : ends) {
            for (int seq = first; seq < end; seq++) {
                nanos[n++] = at.applyAsLong(seq) - due.get(seq);
            }
        }
        return of(nanos);
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
