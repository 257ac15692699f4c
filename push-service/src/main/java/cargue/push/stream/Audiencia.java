package cargue.push.stream;

import cargue.push.OwnedBy;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Viewer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The viewers that have joined, by vendedor; those whose connection has ended stay until the next {@link #tend}. */
@OwnedBy("push-stream")
final class Audiencia {

    private final Map<String, Set<Viewer>> byVendedor = new HashMap<>();

    void add(Viewer viewer) {
        byVendedor
                .computeIfAbsent(viewer.vendedorId(), key -> new LinkedHashSet<>())
                .add(viewer);
    }

    /** Offers a change to all who follow its sheet. */
    void offer(String vendedorId, Fila fila) {
        for (Viewer viewer : byVendedor.getOrDefault(vendedorId, Set.of())) {
            if (viewer.filtro().sigue(fila.renglon().fecha(), fila.renglon().dia())) {
                viewer.offer(fila.live());
            }
        }
    }

    void close(String vendedorId, Cierre cierre) {
        byVendedor.getOrDefault(vendedorId, Set.of()).forEach(viewer -> viewer.close(cierre));
    }

    void closeAll(Cierre cierre) {
        byVendedor.values().forEach(viewers -> viewers.forEach(viewer -> viewer.close(cierre)));
    }

    /** Gives every viewer its turn and forgets those that have ended; returns whether any is left. */
    boolean tend() {
        byVendedor.values().removeIf(viewers -> {
            viewers.removeIf(viewer -> !viewer.tend());
            return viewers.isEmpty();
        });
        return !byVendedor.isEmpty();
    }
}
