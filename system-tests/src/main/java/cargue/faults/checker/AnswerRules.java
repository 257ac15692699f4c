package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import cargue.faults.history.Post;
import cargue.faults.history.Post.Outcome;
import cargue.faults.history.Post.Told;
import cargue.faults.history.Restore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says beside its position: {@link Rule#ANSWER}, {@link Rule#REFUSAL}. Whoever asks sends no {@code
 * seq_visto} and names rows that exist.
 */
final class AnswerRules {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final Caso caso;
    private final Map<Fila, FilaLog> rows;
    private final Violations violations;
    private final List<Away> away;

    /** From an instant that is surely before the copy until the database was back. */
    private record Away(long from, long at) {}

    private AnswerRules(Caso caso, Causas causas, Map<Fila, FilaLog> rows, Violations violations) {
        this.caso = caso;
        this.rows = rows;
        this.violations = violations;
        this.away = caso.zona().restores().stream()
                .map(restore -> new Away(copied(caso, causas, restore), restore.at()))
                .toList();
    }

    static void check(Caso caso, Causas causas, Map<Fila, FilaLog> rows, Violations violations) {
        AnswerRules rules = new AnswerRules(caso, causas, rows, violations);
        for (Pedido pedido : caso.pedidos()) {
            Told told = pedido.post().told();
            if (told != null && pedido.isOk()) {
                rules.answer(pedido, told);
            } else if (told != null && pedido.post().outcome() == Outcome.REFUSED) {
                rules.refusal(pedido, told);
            }
        }
    }

    /** What is not there, or is another row's, is LOST. */
    private void answer(Pedido pedido, Told told) {
        Posicion answer = pedido.answer();
        if (answer != null
                && !caso.zona().restoredAway(pedido)
                && caso.log().at(answer) instanceof Hecho.DeFila e
                && e.fila().equals(pedido.post().fila())) {
            Estado estado = e.estado();
            boolean same = told.status() == OK
                    && told.error() == null
                    && told.v() == estado.v()
                    && told.d() == estado.d()
                    && told.total() == estado.total();
            violations.check(
                    same, Rule.ANSWER, caso.vendedorId(), () -> pedido + " was told " + told + " where there is " + e);
        }
    }

    private void refusal(Pedido pedido, Told told) {
        Predicate<Estado> why = told.status() == BAD_REQUEST ? why(pedido.post(), told.error()) : null;
        boolean just = why != null && (wasAny(why, pedido.post()) || mayBeOfNoMore(pedido.post()));
        violations.check(just, Rule.REFUSAL, caso.vendedorId(), () -> pedido + " was told " + told);
    }

    private boolean wasAny(Predicate<Estado> why, Post post) {
        FilaLog row = rows.get(post.fila());
        return row != null && row.wasAny(why, post.invoked(), post.completed());
    }

    /** In which states of its row a request is so refused; null when in none. That d is lacking comes first. */
    private static @Nullable Predicate<Estado> why(Post post, @Nullable String error) {
        boolean v = post.campo().equals("v");
        boolean tick = post.valor() == 1 && (v || post.campo().equals("d"));
        if (!tick || error == null) {
            return null;
        }
        return switch (error) {
            case "CHECK_D_REQUERIDO" -> v ? estado -> !estado.d() : null;
            case "SIN_CANTIDAD" -> estado -> estado.total() <= 0 && (!v || estado.d());
            default -> null;
        };
    }

    /**
     * Whether it may have been decided by a state that was restored away: before the database was back, and not surely
     * before the copy, which has no event that was asked for later.
     */
    private boolean mayBeOfNoMore(Post post) {
        return away.stream().anyMatch(one -> post.invoked() < one.at() && post.completed() >= one.from());
    }

    /** When something was asked for that the copy has. */
    private static long copied(Caso caso, Causas causas, Restore restore) {
        Posicion copy = Lector.posicion(restore.epoca(), restore.seq());
        if (copy == null) {
            return Long.MIN_VALUE;
        }
        return caso.log().all().stream()
                .filter(hecho -> hecho.posicion().compareTo(copy) <= 0)
                .map(hecho -> hecho instanceof Hecho.DeFila e ? causas.of(e) : null)
                .filter(Objects::nonNull)
                .mapToLong(pedido -> pedido.post().invoked())
                .max()
                .orElse(Long.MIN_VALUE);
    }
}
