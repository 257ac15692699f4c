package cargue.bench.result;

import java.util.Arrays;
import java.util.Locale;

/** The middle of some figures, the least and the greatest. */
public record Spread(double median, double least, double greatest, int count) {

    /** Of these, at least one. */
    static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** Such as {@code 7.12 (6.90 to 7.40)}; one figure stands alone. */
    String forPeople() {
        return count == 1 ? number(median) : number(median) + " (" + number(least) + " to " + number(greatest) + ")";
    }

    /** Three digits that count, and whole numbers whole. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
