package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
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
    private final Violations violations;

    private OrderRules(Caso caso, Causas causas, Violations violations) {
        this.caso = caso;
        this.causas = causas;
        this.violations = violations;
    }

    static void check(Caso caso, Causas causas, Violations violations) {
        OrderRules rules = new OrderRules(caso, causas, violations);
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
                    .map(Hecho.DeFila::posicion)
                    .filter(posicion -> !caso.zona().contains(posicion))
                    .min(Comparator.naturalOrder())
                    .ifPresent(posicion -> made.add(new Made(posicion, pedido)));
        }
        made.sort(Comparator.comparing(Made::posicion).reversed());
        return made;
    }

    private void staleAnswers() {
        Map<Fila, FilaLog> rows = new HashMap<>();
        for (Hecho hecho : caso.log().all()) {
            if (hecho instanceof Hecho.DeFila e) {
                rows.computeIfAbsent(e.fila(), fila -> new FilaLog()).add(e, causas.of(e));
            }
        }
        rows.values().forEach(FilaLog::close);
        for (Pedido pedido : caso.pedidos()) {
            FilaLog row = rows.get(pedido.post().fila());
            Posicion answer = pedido.answer();
            boolean unchanged = pedido.isOk() && causas.madeBy(pedido).isEmpty();
            if (unchanged && row != null && answer != null && !caso.zona().restoredAway(pedido)) {
                violations.check(row.isTimely(answer, pedido), Rule.STALE_ANSWER, caso.vendedorId(), pedido::toString);
            }
        }
    }

    /** The events of one row, with when each began at the earliest and was known at the latest. */
    private static final class FilaLog {

        private final List<Posicion> posiciones = new ArrayList<>();
        private final List<Long> invoked = new ArrayList<>();

        /** Of each event and all above: the earliest instant at which one was known to be done. */
        private final List<Long> done = new ArrayList<>();

        void add(Hecho.DeFila e, @Nullable Pedido cause) {
            posiciones.add(e.posicion());
            invoked.add(cause == null ? Long.MIN_VALUE : cause.post().invoked());
            done.add(cause == null ? Long.MAX_VALUE : cause.done());
        }

        void close() {
            for (int i = done.size() - 2; i >= 0; i--) {
                done.set(i, Math.min(done.get(i), done.get(i + 1)));
            }
        }

        /** Whether the row stood there at some instant of the request; an answer that is not of the row is LOST. */
        boolean isTimely(Posicion answer, Pedido pedido) {
            int at = Collections.binarySearch(posiciones, answer);
            if (at < 0) {
                return true;
            }
            boolean old =
                    at + 1 < done.size() && done.get(at + 1) < pedido.post().invoked();
            return !old && invoked.get(at) <= pedido.done();
        }
    }
}
