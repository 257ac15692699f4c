package cargue.system;

import cargue.contract.CheckEvento;
import cargue.system.V1Shown.Step;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one vendedor's events, read from the topic, make of its rows at each position. */
final class Fold {

    private final List<CheckEvento> events;
    private final Map<View, long[]> prints = new HashMap<>();

    /** Of first occurrences in order, seq 1 first, all of one epoca. */
    Fold(List<CheckEvento> events) {
        this.events = events;
    }

    private record View(Filter filter, @Nullable LocalDate fechaDesde) {}

    /** Whether the state that was shown at a position is the state that the events make up to it. */
    boolean agrees(Filter filter, Step step) {
        long seq = step.posicion().seq();
        return seq <= events.size()
                && prints.computeIfAbsent(new View(filter, step.fechaDesde()), this::prints)[(int) seq]
                        == step.fingerprint();
    }

    private long[] prints(View view) {
        long[] at = new long[events.size() + 1];
        Map<String, Long> rows = new HashMap<>();
        for (CheckEvento event : events) {
            int seq = (int) event.seq();
            at[seq] = at[seq - 1];
            if (view.filter.takes(event.fecha(), event.dia(), view.fechaDesde)) {
                long now = V1Rows.fingerprint(Events.key(event), Events.state(event));
                Long before = rows.put(Events.key(event), now);
                at[seq] += now - (before == null ? 0 : before);
            }
        }
        return at;
    }
}
