package cargue.faults.checker;

import cargue.contract.Causa;
import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests and events belong together: {@link Rule#LOST}, {@link Rule#NO_CAUSE}, {@link Rule#DOUBLED}. */
final class PostRules {

    private final Caso caso;
    private final Causas causas;
    private final Violations violations;

    private PostRules(Caso caso, Causas causas, Violations violations) {
        this.caso = caso;
        this.causas = causas;
        this.violations = violations;
    }

    static void check(Caso caso, Causas causas, Violations violations) {
        PostRules rules = new PostRules(caso, causas, violations);
        Set<Filled> filled = rules.filled();
        for (Pedido pedido : caso.pedidos()) {
            if (pedido.isOk() && !caso.zona().restoredAway(pedido)) {
                rules.check(rules.isThere(pedido, filled), Rule.LOST, pedido::toString);
            }
        }
        causas.changes().forEach(rules::cause);
        causas.makers().forEach(rules::made);
        rules.restated();
    }

    /** That a row had this quantity at some time. */
    private record Filled(Fila fila, int cantidad) {}

    private Set<Filled> filled() {
        Set<Filled> filled = new HashSet<>();
        for (Hecho hecho : caso.log().all()) {
            if (hecho instanceof Hecho.DeFila e) {
                filled.add(new Filled(e.fila(), e.estado().cantidad()));
            }
        }
        return filled;
    }

    private boolean isThere(Pedido pedido, Set<Filled> filled) {
        Post post = pedido.post();
        Posicion answer = pedido.answer();
        if (answer == null) { // a filled sheet is answered without a position
            return post.campo().equals("cantidad") && filled.contains(new Filled(post.fila(), post.valor()));
        }
        return caso.log().at(answer) instanceof Hecho.DeFila e
                && e.fila().equals(post.fila())
                && e.estado().says(post.campo(), post.valor());
    }

    /** What was restored away may be refused, when it is sent again. */
    private void cause(Hecho.DeFila e) {
        Pedido pedido = causas.of(e);
        check(pedido != null, Rule.NO_CAUSE, () -> "nobody asked for " + e);
        if (pedido != null && !caso.isRestoredAway(e)) {
            check(pedido.post().outcome() != Outcome.REFUSED, Rule.NO_CAUSE, () -> e + " of the refused " + pedido);
        }
    }

    /** What was restored away may be made again, when it is sent again. */
    private void made(Pedido pedido) {
        List<Posicion> stayed = causas.madeBy(pedido).stream()
                .filter(e -> !caso.isRestoredAway(e))
                .map(Hecho.DeFila::posicion)
                .distinct()
                .toList();
        check(stayed.size() <= 1, Rule.DOUBLED, () -> stayed + " of " + pedido);
        @Nullable Posicion answer = pedido.isOk() ? pedido.answer() : null;
        if (answer != null && stayed.size() == 1 && !caso.zona().restoredAway(pedido)) {
            check(
                    stayed.get(0).equals(answer),
                    Rule.NO_CAUSE,
                    () -> "another position was answered than " + stayed + ": " + pedido);
        }
    }

    /** Rows are restated when the database was put back, and nobody asks for it. */
    private void restated() {
        if (caso.zona().restores().isEmpty()) {
            for (Hecho hecho : caso.topic().all()) {
                check(hecho.causa() != Causa.RESTAURACION, Rule.NO_CAUSE, hecho::toString);
            }
        }
    }

    private void check(boolean holds, Rule rule, Supplier<String> text) {
        violations.check(holds, rule, caso.vendedorId(), text);
    }
}
