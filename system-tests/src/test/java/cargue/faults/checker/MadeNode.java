package cargue.faults.checker;

import cargue.contract.CheckEvento;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a node of a made-up push-service knows of one vendedor. */
final class MadeNode {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Map<UUID, List<Evento>> epocas = new LinkedHashMap<>();
    private final Map<UUID, Map<Fila, CheckEvento>> rows = new HashMap<>();
    private final Map<UUID, String> texts = new HashMap<>();
    private @Nullable UUID served;
    private @Nullable UUID latest;

    /** What an event did. */
    enum Step {
        NOTHING,
        CHANGED,
        REPLACED
    }

    Step apply(Evento evento) {
        List<Evento> all = epocas.computeIfAbsent(evento.epoca(), epoca -> new ArrayList<>());
        boolean old = latest != null && Posicion.compareEpocas(evento.epoca(), latest) < 0;
        if (old || evento.seq() != all.size() + 1) {
            return Step.NOTHING; // a repeat, or a place that was given again
        }
        all.add(evento);
        if (evento instanceof CheckEvento check) {
            latestOf(evento.epoca()).put(MadeStream.fila(check), check);
        }
        latest = evento.epoca();
        long hasta = all.get(0) instanceof EpocaEvento inicio ? inicio.hasta() : 1;
        if (evento.seq() == hasta) {
            served = latest;
            return Step.REPLACED;
        }
        return latest.equals(served) ? Step.CHANGED : Step.NOTHING;
    }

    /** Null while it knows nothing. */
    @Nullable
    Posicion head() {
        return served == null ? null : new Posicion(served, events().size());
    }

    /** The latest state of each row that changed in (de, a]. */
    List<String> rows(long de, long a) {
        if (de == 0 && served != null && a == events().size()) {
            return latestOf(served).values().stream().map(this::row).toList();
        }
        Map<Fila, CheckEvento> changed = new LinkedHashMap<>();
        for (Evento evento : events().subList((int) de, (int) a)) {
            if (evento instanceof CheckEvento check) {
                changed.put(MadeStream.fila(check), check);
            }
        }
        return changed.values().stream().map(this::row).toList();
    }

    private Map<Fila, CheckEvento> latestOf(UUID epoca) {
        return rows.computeIfAbsent(epoca, key -> new LinkedHashMap<>());
    }

    private List<Evento> events() {
        return served == null ? List.of() : epocas.getOrDefault(served, List.of());
    }

    /** Made once, since it is told many times. */
    private String row(CheckEvento check) {
        return texts.computeIfAbsent(check.id(), id -> text(check));
    }

    private static String text(CheckEvento check) {
        ObjectNode row = (ObjectNode) MAPPER.readTree(EventoJson.write(check));
        row.remove("schema");
        row.remove("type");
        row.remove("id");
        return row.toString();
    }
}
