package cargue.push.stream;

import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.push.OwnedBy;
import cargue.push.viewer.Renglon;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The rows of one vendedor in one epoca, by sheet. */
@OwnedBy("push-stream")
final class Filas {

    private record Clave(LocalDate fecha, Dia dia) {}

    private final Map<Clave, Map<String, Fila>> planillas = new HashMap<>();

    void put(Fila fila) {
        planillas
                .computeIfAbsent(clave(fila.renglon()), key -> new HashMap<>())
                .put(fila.renglon().producto(), fila);
    }

    @Nullable
    Fila get(Renglon renglon) {
        return planillas.getOrDefault(clave(renglon), Map.of()).get(renglon.producto());
    }

    /** The rows of some sheets whose last change came after a seq, in ascending seq; rows are never deleted. */
    List<Fila> changed(BiPredicate<LocalDate, Dia> sheets, long after) {
        List<Fila> rows = new ArrayList<>();
        planillas.forEach((clave, filas) -> {
            if (sheets.test(clave.fecha(), clave.dia())) {
                filas.values().stream().filter(fila -> fila.seq() > after).forEach(rows::add);
            }
        });
        rows.sort(Comparator.comparingLong(Fila::seq));
        return rows;
    }

    /** How many there are. */
    int size() {
        return planillas.values().stream().mapToInt(Map::size).sum();
    }

    /** Forgets the sheets before a date. */
    void evict(LocalDate before) {
        planillas.keySet().removeIf(clave -> clave.fecha().isBefore(before));
    }

    /** Whether the very row state of an event is here under another id. */
    boolean otherId(CheckEvento evento) {
        Fila known = get(Renglon.of(evento));
        return known != null
                && known.seq() == evento.seq()
                && !known.evento().id().equals(evento.id());
    }

    private static Clave clave(Renglon renglon) {
        return new Clave(renglon.fecha(), renglon.dia());
    }
}
