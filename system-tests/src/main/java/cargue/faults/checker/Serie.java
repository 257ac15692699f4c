package cargue.faults.checker;

import cargue.contract.Posicion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of one vendedor in PostgreSQL's log, or their first occurrences in the topic, by position. Immutable. */
final class Serie {

    private final List<Hecho> all;
    private final NavigableMap<UUID, Tramo> epocas = new TreeMap<>(Posicion::compareEpocas);

    /** @param hechos no two with the same position */
    Serie(Collection<Hecho> hechos) {
        List<Hecho> sorted = new ArrayList<>(hechos);
        sorted.sort(Comparator.comparing(Hecho::posicion));
        all = Collections.unmodifiableList(sorted);
        int from = 0;
        for (int i = 1; i <= all.size(); i++) {
            UUID epoca = all.get(from).posicion().epoca();
            if (i == all.size() || !all.get(i).posicion().epoca().equals(epoca)) {
                epocas.put(epoca, new Tramo(all.subList(from, i)));
                from = i;
            }
        }
    }

    /** All, by epoca and seq. */
    List<Hecho> all() {
        return all;
    }

    /** The first epoca of which there is something. */
    @Nullable
    UUID firstEpoca() {
        return epocas.isEmpty() ? null : epocas.firstKey();
    }

    @Nullable
    Tramo epoca(UUID epoca) {
        return epocas.get(epoca);
    }

    Collection<Tramo> tramos() {
        return epocas.values();
    }

    @Nullable
    Hecho at(Posicion posicion) {
        Tramo tramo = epocas.get(posicion.epoca());
        return tramo == null ? null : tramo.at(posicion.seq());
    }

    /** What there is of one epoca, at least one event; seq may have holes in a broken history. */
    static final class Tramo {

        private final List<Hecho> hechos;

        private Tramo(List<Hecho> hechos) {
            this.hechos = hechos;
        }

        List<Hecho> hechos() {
            return hechos;
        }

        long head() {
            return hechos.get(hechos.size() - 1).posicion().seq();
        }

        /** Up to where rows are restated; 0 of an epoca that does not begin with its event. */
        long hasta() {
            return hechos.get(0) instanceof Hecho.DeEpoca inicio ? inicio.hasta() : 0;
        }

        @Nullable
        Hecho at(long seq) {
            int after = after(seq);
            return after > 0 && seq(after - 1) == seq ? hechos.get(after - 1) : null;
        }

        /** How many events have this seq or a smaller one: the index of the first that comes after it. */
        int after(long seq) {
            if (seq >= 1 && seq <= hechos.size() && seq((int) seq - 1) == seq) {
                return (int) seq; // without holes, which is as it should be
            }
            int low = 0;
            int high = hechos.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (seq(middle) <= seq) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private long seq(int index) {
            return hechos.get(index).posicion().seq();
        }
    }
}
