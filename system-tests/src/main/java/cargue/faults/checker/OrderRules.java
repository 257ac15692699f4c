package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client was told before another asked is before it in the order of events: {@link Rule#REAL_TIME}, and
 * {@link Rule#STALE_ANSWER} for answers that made no event.
 */
final class OrderRules {

    private final Caso caso;
    private final Causas causas;
    private final Map<Fila, FilaLog> rows;
    private final Violations violations;

    private OrderRules(Caso caso, Causas causas, Map<Fila, FilaLog> rows, Violations violations) {
        this.caso = caso;
        this.causas = causas;
        this.rows = rows;
        this.violations = violations;
    }

    static void check(Caso caso, Causas causas, Map<Fila, FilaLog> rows, Violations violations) {
        OrderRules rules = new OrderRules(caso, causas, rows, violations);
        rules.realTime();
        rules.staleAnswers();
    }

    /** A request and the place of the event that it made. */
    private record Made(Posicion posicion, Pedido pedido) {}

    /** From the greatest position down, with the earliest end among all that are above: linear after the sort. */
    private void realTime() {
        @Nullable Made earliest = null;
        for (Made one : made()) {
            Made above = earliest;
            if (above != null) {
                violations.check(
                        above.pedido.done() >= one.pedido.post().invoked(),
                        Rule.REAL_TIME,
                        caso.vendedorId(),
                        () -> above + " was answered before the request of " + one);
            }
            earliest = above == null || one.pedido.done() < above.pedido.done() ? one : above;
        }
    }

    /** The greatest position first. */
    private List<Made> made() {
        List<Made> made = new ArrayList<>();
        for (Pedido pedido : causas.makers()) {
            causas.madeBy(pedido).stream()
                    .filter(e -> !caso.isRestoredAway(e))
                    .map(Hecho.DeFila::posicion)
                    .min(Comparator.naturalOrder())
                    .ifPresent(posicion -> made.add(new Made(posicion, pedido)));
        }
        made.sort(Comparator.comparing(Made::posicion).reversed());
        return made;
    }

    private void staleAnswers() {
        for (Pedido pedido : caso.pedidos()) {
            FilaLog row = rows.get(pedido.post().fila());
            Posicion answer = pedido.answer();
            boolean unchanged = pedido.isOk() && causas.madeBy(pedido).isEmpty();
            if (unchanged && row != null && answer != null && !caso.zona().restoredAway(pedido)) {
                violations.check(
                        row.isTimely(answer, pedido.post().invoked(), pedido.done()),
                        Rule.STALE_ANSWER,
                        caso.vendedorId(),
                        pedido::toString);
            }
        }
    }
}
