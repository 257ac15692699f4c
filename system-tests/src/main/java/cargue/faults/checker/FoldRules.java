package cargue.faults.checker;

import cargue.contract.Causa;
import cargue.faults.history.Fila;
import cargue.faults.history.TableRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's log, event by event, and the table that it must come to: {@link Rule#STATE}, {@link Rule#OCURRIDO_EN},
 * {@link Rule#TABLE}.
 */
final class FoldRules {

    private final Caso caso;
    private final Violations violations;
    private Map<Fila, Hecho.DeFila> rows = new HashMap<>();

    /** The epoca before, while its rows are restated. */
    private Map<Fila, Hecho.DeFila> before = Map.of();

    private FoldRules(Caso caso, Violations violations) {
        this.caso = caso;
        this.violations = violations;
    }

    static void check(Caso caso, Violations violations) {
        FoldRules rules = new FoldRules(caso, violations);
        rules.times();
        rules.fold();
        rules.table();
    }

    private void times() {
        @Nullable Instant last = null;
        for (Hecho hecho : caso.log().all()) {
            Instant earlier = last;
            check(
                    earlier == null || hecho.ocurridoEn().isAfter(earlier),
                    Rule.OCURRIDO_EN,
                    () -> hecho + " at " + hecho.ocurridoEn() + " after " + earlier);
            last = hecho.ocurridoEn();
        }
    }

    private void fold() {
        for (Serie.Tramo tramo : caso.log().tramos()) {
            for (Hecho hecho : tramo.hechos()) {
                if (hecho instanceof Hecho.DeFila e) {
                    step(e);
                    rows.put(e.fila(), e);
                } else {
                    before = rows;
                    rows = new HashMap<>();
                }
                if (hecho.posicion().seq() == tramo.hasta()) {
                    restated();
                }
            }
        }
    }

    private void step(Hecho.DeFila e) {
        if (e.causa() == Causa.RESTAURACION) {
            Hecho.DeFila was = before.get(e.fila());
            boolean once = !rows.containsKey(e.fila());
            check(
                    once && was != null && was.estado().equals(e.estado()),
                    Rule.STATE,
                    () -> e + " restates " + was + (once ? "" : " again"));
            return;
        }
        Hecho.DeFila last = rows.get(e.fila());
        Estado was = last == null ? null : last.estado();
        check(e.estado().equals(next(was, e)) && !e.estado().equals(was), Rule.STATE, () -> e + " after " + was);
    }

    /** What an event's cause makes of a row; null when it can do nothing with it. */
    private static @Nullable Estado next(@Nullable Estado was, Hecho.DeFila e) {
        Estado now = e.estado();
        if (e.causa() == Causa.SUGERIDO) {
            Estado base = was == null ? Estado.VACIO : was;
            return base.cantidad() > 0 ? null : base.withCantidad(now.cantidad()); // a sheet is filled once
        }
        if (was == null) {
            return null;
        }
        return switch (e.causa()) {
            case CHECK_V -> was.withV(now.v());
            case CHECK_D -> was.withD(now.d());
            case CORRECCION -> was.withDctos(now.dctos());
            case SUGERIDO, RESTAURACION -> null;
        };
    }

    /** None of the rows before has vanished. */
    private void restated() {
        before.forEach((fila, was) -> check(rows.containsKey(fila), Rule.STATE, () -> was + " is not restated"));
        before = Map.of();
    }

    private void table() {
        Set<Fila> seen = new HashSet<>();
        for (TableRow row : caso.table()) {
            Hecho.DeFila last = rows.get(row.fila());
            check(seen.add(row.fila()), Rule.TABLE, () -> "twice: " + row);
            check(last != null && last.isLastOf(row), Rule.TABLE, () -> row + " but the log ends at " + last);
        }
        rows.forEach((fila, last) -> check(seen.contains(fila), Rule.TABLE, () -> "no row of " + last));
    }

    private void check(boolean holds, Rule rule, Supplier<String> text) {
        violations.check(holds, rule, caso.vendedorId(), text);
    }
}
