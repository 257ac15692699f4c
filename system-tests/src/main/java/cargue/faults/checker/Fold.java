package cargue.faults.checker;

import cargue.faults.history.Fila;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a message of one epoca of one vendedor must have: by the topic, the latest state of each row that changed
 * in (de, a]. A snapshot is (0, seq]. Immutable.
 */
final class Fold {

    /** Looking a row's seqs up costs about as much as going over so many events. */
    private static final int LOOK_UP = 16;

    private final Serie.Tramo tramo;

    /** By index of the event: the seq at which its row changes again; 0 of what is no row's. */
    private final long[] replaced;

    private final Map<Fila, long[]> seqs = new HashMap<>();

    Fold(Serie.Tramo tramo) {
        this.tramo = tramo;
        List<Hecho> hechos = tramo.hechos();
        replaced = new long[hechos.size()];
        Map<Fila, LongStream.Builder> builders = new HashMap<>();
        Map<Fila, Long> next = new HashMap<>();
        for (int i = hechos.size() - 1; i >= 0; i--) {
            if (hechos.get(i) instanceof Hecho.DeFila e) {
                Long later = next.put(e.fila(), e.posicion().seq());
                replaced[i] = later == null ? Long.MAX_VALUE : later;
                builders.computeIfAbsent(e.fila(), fila -> LongStream.builder())
                        .add(e.posicion().seq());
            }
        }
        builders.forEach(
                (fila, builder) -> seqs.put(fila, builder.build().sorted().toArray()));
    }

    long head() {
        return tramo.head();
    }

    /** Up to where an epoca restates rows: before, nobody may serve it. */
    long hasta() {
        return tramo.hasta();
    }

    /** What is wrong with the rows of a message; null when they are exactly those that are due. */
    @Nullable
    String objection(List<Renglon> rows, long de, long a) {
        Set<Long> seen = new HashSet<>();
        for (Renglon row : rows) {
            long seq = row.hecho().posicion().seq();
            if (row.defect() != null) {
                return row.defect() + ": " + row.hecho().value();
            }
            if (seq <= de || seq > a) {
                return "outside of the range: " + row.hecho().value();
            }
            if (replaced[tramo.after(seq) - 1] <= a) {
                return "the row changed again within the range: " + row.hecho().value();
            }
            if (!seen.add(seq)) {
                return "twice: " + row.hecho().value();
            }
        }
        long due = changed(de, a);
        return due == rows.size() ? null : rows.size() + " rows where " + due + " changed";
    }

    private long changed(long de, long a) {
        int from = tramo.after(de);
        int to = tramo.after(a);
        if (to - from > (long) LOOK_UP * seqs.size()) {
            return seqs.values().stream()
                    .filter(of -> count(of, a) > count(of, de))
                    .count();
        }
        long changed = 0;
        for (int i = from; i < to; i++) {
            changed += replaced[i] > a ? 1 : 0;
        }
        return changed;
    }

    /** How many are not above a seq. */
    private static int count(long[] of, long seq) {
        int at = Arrays.binarySearch(of, seq);
        return at >= 0 ? at + 1 : -at - 1;
    }
}
