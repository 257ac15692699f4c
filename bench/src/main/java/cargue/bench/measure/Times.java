package cargue.bench.measure;

import org.HdrHistogram.Histogram;

/** Times of one thing, in three significant digits. One thread adds; others ask when it has done so. */
public final class Times {

    private static final long LONGEST = 600_000_000_000L;
    private static final double NANOS_PER_MS = 1e6;

    private final Histogram histogram = new Histogram(1_000, LONGEST, 3);

    /** Adds one, in nanoseconds; more than ten minutes count as ten minutes. */
    public void add(long nanos) {
        histogram.recordValue(Math.min(Math.max(nanos, 0), LONGEST));
    }

    /** Forgets all. */
    public void reset() {
        histogram.reset();
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** In milliseconds. */
    public double percentile(double percent) {
        return histogram.getValueAtPercentile(percent) / NANOS_PER_MS;
    }
}
