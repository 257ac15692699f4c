package cargue.push.stream;

import cargue.push.OwnedBy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of one numbering, by seq, as many as the limit: who is not further behind than that gets exactly the
 * changes since. Grows with use; over the limit the oldest goes.
 */
@OwnedBy("push-stream")
final class Anillo {

    private static final int FIRST_SIZE = 16;

    private final int limit;
    private @Nullable Fila[] filas = {};
    private long desde;
    private long hasta;

    /**
     * An empty ring.
     *
     * @param limit how many events it holds at most
     * @param seq the one before the first event to come
     */
    Anillo(int limit, long seq) {
        this.limit = limit;
        clear(seq);
    }

    /** Forgets all; the next event is the one after {@code seq}. */
    void clear(long seq) {
        desde = seq;
        hasta = seq;
        Arrays.fill(filas, null);
    }

    /** Adds the next event; null when it left no row that is served. */
    void add(@Nullable Fila fila) {
        if (hasta - desde == filas.length) {
            if (filas.length < limit) {
                grow();
            } else {
                desde++;
            }
        }
        hasta++;
        filas[slot(hasta)] = fila;
    }

    private void grow() {
        @Nullable Fila[] old = filas;
        filas = new Fila[Math.min(limit, Math.max(FIRST_SIZE, 2 * old.length))];
        for (long seq = desde + 1; seq <= hasta; seq++) {
            filas[slot(seq)] = old[(int) (seq % old.length)];
        }
    }

    /** Whether every event after {@code seq} is here. */
    boolean covers(long seq) {
        return desde <= seq && seq <= hasta;
    }

    /** The row that an event left; null when it is none that is served. Only for what is covered. */
    @Nullable
    Fila get(long seq) {
        return filas[slot(seq)];
    }

    private int slot(long seq) {
        return (int) (seq % filas.length);
    }
}
