package cargue.push.stream;

import cargue.push.OwnedBy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest events of one numbering, by seq, as many as the limit: who is not further behind than that gets exactly the
 * changes since. Grows with use; over the limit the oldest goes, and when those of all vendedores are too many.
 */
@OwnedBy("push-stream")
final class Anillo {

    private static final int FIRST_SIZE = 16;

    private final Recientes recientes;
    private @Nullable Fila[] filas = {};
    private long desde;
    private long hasta;

    /** Events that are gone from here and that {@link Recientes} still counts. */
    private long gone;

    /**
     * An empty ring.
     *
     * @param recientes how many events it holds at most
     * @param seq the one before the first event to come
     */
    Anillo(Recientes recientes, long seq) {
        this.recientes = recientes;
        clear(seq);
    }

    /** Forgets all; the next event is the one after {@code seq}. */
    void clear(long seq) {
        gone += hasta - desde;
        desde = seq;
        hasta = seq;
        Arrays.fill(filas, null);
    }

    /** Adds the next event; null when it left no row that is served. */
    void add(@Nullable Fila fila) {
        if (hasta - desde == filas.length) {
            if (filas.length < recientes.ofEach()) {
                grow();
            } else {
                desde++;
                gone++;
            }
        }
        hasta++;
        filas[slot(hasta)] = fila;
        recientes.added(this);
    }

    /** Lets its oldest event go; false when that is gone already. */
    boolean forgetOldest() {
        if (gone > 0) {
            gone--;
            return false;
        }
        desde++;
        filas[slot(desde)] = null;
        return true;
    }

    private void grow() {
        @Nullable Fila[] old = filas;
        filas = new Fila[Math.min(recientes.ofEach(), Math.max(FIRST_SIZE, 2 * old.length))];
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
