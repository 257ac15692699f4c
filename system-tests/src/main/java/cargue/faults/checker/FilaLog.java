package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The states of one row by PostgreSQL's log, with when each began at the earliest and was over at the latest. A restated
 * state, or one of a request whose outcome is unknown, has no such times and excludes nothing.
 */
final class FilaLog {

    private final List<Posicion> posiciones = new ArrayList<>();
    private final List<Estado> estados = new ArrayList<>();

    /** Of each event and all below: the latest instant before which one was surely not made. */
    private final List<Long> invoked = new ArrayList<>();

    /** Of each event and all above: the earliest instant at which one was known to be done. */
    private final List<Long> done = new ArrayList<>();

    private FilaLog() {}

    /** Of every row that the log has. */
    static Map<Fila, FilaLog> of(Caso caso, Causas causas) {
        Map<Fila, FilaLog> rows = new HashMap<>();
        for (Hecho hecho : caso.log().all()) {
            if (hecho instanceof Hecho.DeFila e) {
                rows.computeIfAbsent(e.fila(), fila -> new FilaLog()).add(e, causas.of(e));
            }
        }
        rows.values().forEach(FilaLog::close);
        return rows;
    }

    private void add(Hecho.DeFila e, @Nullable Pedido cause) {
        long before = invoked.isEmpty() ? Long.MIN_VALUE : invoked.get(invoked.size() - 1);
        posiciones.add(e.posicion());
        estados.add(e.estado());
        invoked.add(cause == null ? before : Math.max(before, cause.post().invoked()));
        done.add(cause == null ? Long.MAX_VALUE : cause.done());
    }

    private void close() {
        for (int i = done.size() - 2; i >= 0; i--) {
            done.set(i, Math.min(done.get(i), done.get(i + 1)));
        }
    }

    /** Whether the row stood there at some instant of a time; an answer that is not of the row is LOST. */
    boolean isTimely(Posicion answer, long from, long to) {
        int at = Collections.binarySearch(posiciones, answer);
        return at < 0 || (!isOver(at, from) && invoked.get(at) <= to);
    }

    /** Whether at some instant of a time the row may have been in such a state. */
    boolean wasAny(Predicate<Estado> state, long from, long to) {
        for (int i = firstNotOver(from); i < estados.size() && invoked.get(i) <= to; i++) {
            if (state.test(estados.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Both lists of times rise, so that no post goes over the whole log. */
    private int firstNotOver(long from) {
        int low = 0;
        int high = estados.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isOver(middle, from)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isOver(int at, long from) {
        return at + 1 < done.size() && done.get(at + 1) < from;
    }
}
