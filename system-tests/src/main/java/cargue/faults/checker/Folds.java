package cargue.faults.checker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the topic says that viewers must see; made when the first of them needs it, for all. */
final class Folds {

    private final Map<String, Caso> casos;
    private final Renglones renglones;
    private final Map<String, Map<UUID, Optional<Fold>>> made = new HashMap<>();

    Folds(Map<String, Caso> casos) {
        this.casos = casos;
        this.renglones = new Renglones(casos);
    }

    Renglones renglones() {
        return renglones;
    }

    /** Null when the topic has nothing of that epoca. */
    @Nullable
    Fold of(String vendedorId, UUID epoca) {
        return made.computeIfAbsent(vendedorId, id -> new HashMap<>())
                .computeIfAbsent(epoca, e -> make(vendedorId, e))
                .orElse(null);
    }

    private Optional<Fold> make(String vendedorId, UUID epoca) {
        Caso caso = casos.get(vendedorId);
        Serie.Tramo tramo = caso == null ? null : caso.topic().epoca(epoca);
        return tramo == null ? Optional.empty() : Optional.of(new Fold(tramo));
    }
}
