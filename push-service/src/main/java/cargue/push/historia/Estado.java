package cargue.push.historia;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a vendedor's sheets of one fecha at one moment, and his position then. */
final class Estado {

    private final Map<Fila.Clave, Fila> filas;
    private long seq;

    Estado() {
        this(new HashMap<>(), 0);
    }

    private Estado(Map<Fila.Clave, Fila> filas, long seq) {
        this.filas = filas;
        this.seq = seq;
    }

    Estado copy() {
        return new Estado(new HashMap<>(filas), seq);
    }

    /** The seq up to which these are the rows; 0 when nothing had happened. */
    long seq() {
        return seq;
    }

    int size() {
        return filas.size();
    }

    void put(Fila fila) {
        filas.put(fila.clave(), fila);
        seq = fila.seq();
    }

    /** Something happened to other sheets. */
    void advance(long to) {
        seq = to;
    }

    void replace(long to, Collection<Fila> all) {
        filas.clear();
        all.forEach(fila -> filas.put(fila.clave(), fila));
        seq = to;
    }

    void apply(Paso paso) {
        if (paso instanceof Paso.Cambio cambio) {
            put(cambio.fila());
        } else if (paso instanceof Paso.Reemplazo reemplazo) {
            replace(reemplazo.seq(), reemplazo.filas());
        }
    }

    /** The rows in ascending seq. */
    List<Fila> rows() {
        return filas.values().stream()
                .sorted(Comparator.comparingLong(Fila::seq))
                .toList();
    }
}
