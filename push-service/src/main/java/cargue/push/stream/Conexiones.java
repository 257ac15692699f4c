package cargue.push.stream;

import cargue.push.OwnedBy;
import cargue.push.viewer.Cierre;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** All connections of the node; those that have ended stay until the next {@link #tend}. */
@OwnedBy(PushStream.THREAD)
final class Conexiones {

    private final Set<Conexion> all = new LinkedHashSet<>();

    void add(Conexion conexion) {
        all.add(conexion);
    }

    int size() {
        return all.size();
    }

    void closeAll(Cierre cierre) {
        all.forEach(conexion -> conexion.dismiss(cierre));
    }

    List<Conexion> list() {
        return new ArrayList<>(all);
    }

    /**
     * Gives every connection its turn and forgets those that have ended.
     *
     * @param onEnd is told of each of these
     */
    void tend(Atraso.Kind atraso, Consumer<Conexion> onEnd) {
        all.removeIf(conexion -> {
            boolean ended = !conexion.tend(atraso);
            if (ended) {
                onEnd.accept(conexion);
            }
            return ended;
        });
    }
}
