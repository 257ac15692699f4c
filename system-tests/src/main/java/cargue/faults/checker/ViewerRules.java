package cargue.faults.checker;

import cargue.faults.history.Fila;
import cargue.faults.history.Seen;
import cargue.faults.history.TableRow;
import cargue.faults.history.Viewing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What viewers saw: {@link Rule#VIEWER_CHAIN}, {@link Rule#VIEWER_ROWS}, {@link Rule#VIEWER_FINAL}. */
final class ViewerRules {

    /** How a stream ends that did nothing wrong: left, shut down, cut, restart, overload, dead peer. */
    private static final Set<Integer> CLOSES = Set.of(1000, 1001, 1006, 1012, 1013, 4408);

    private final Map<String, Caso> casos;
    private final Folds folds;
    private final Violations violations;

    private ViewerRules(Map<String, Caso> casos, Violations violations) {
        this.casos = casos;
        this.folds = new Folds(casos);
        this.violations = violations;
    }

    static void check(List<Viewing> viewers, Map<String, Caso> casos, Violations violations) {
        ViewerRules rules = new ViewerRules(casos, violations);
        viewers.forEach(rules::viewing);
    }

    private void viewing(Viewing viewing) {
        Map<String, Seguimiento> streams = new LinkedHashMap<>();
        for (String id : viewing.vendedores()) {
            streams.put(id, new Seguimiento(viewing.name(), id, folds, violations));
        }
        viewing.seen().forEach(seen -> dispatch(viewing, streams, seen));
        streams.forEach((id, stream) -> end(viewing.name(), id, stream));
    }

    private void dispatch(Viewing viewing, Map<String, Seguimiento> streams, Seen seen) {
        if (seen instanceof Seen.Closed closed) {
            violations.check(
                    CLOSES.contains(closed.code()),
                    Rule.VIEWER_CHAIN,
                    "",
                    () -> viewing.name() + " was closed with " + closed.code());
            streams.values().forEach(Seguimiento::closed);
            return;
        }
        if (seen instanceof Seen.Strange strange) {
            violations.check(false, Rule.VIEWER_CHAIN, "", () -> viewing.name() + " got " + strange.text());
            return;
        }
        if (seen instanceof Seen.OfVendedor one) {
            Seguimiento stream = streams.get(one.vendedorId());
            violations.check(
                    stream != null,
                    Rule.VIEWER_CHAIN,
                    one.vendedorId(),
                    () -> viewing.name() + " does not follow it, but saw " + seen);
            if (stream != null) {
                dispatch(stream, one);
            }
        }
    }

    private static void dispatch(Seguimiento stream, Seen.OfVendedor seen) {
        if (seen instanceof Seen.Checks m) {
            stream.checks(m);
        } else if (seen instanceof Seen.Latido m) {
            stream.latido(m);
        } else if (seen instanceof Seen.Snapshot m) {
            stream.snapshot(m);
        } else if (seen instanceof Seen.Hello m) {
            stream.hello(m);
        } else if (seen instanceof Seen.Asked m) {
            stream.asked(m);
        }
    }

    private void end(String viewer, String id, Seguimiento stream) {
        Map<Fila, Hecho.DeFila> rest = new HashMap<>(stream.shown());
        Caso caso = casos.get(id);
        for (TableRow row : caso == null ? List.<TableRow>of() : caso.table()) {
            Hecho.DeFila shown = rest.remove(row.fila());
            violations.check(
                    shown != null && shown.isLastOf(row),
                    Rule.VIEWER_FINAL,
                    id,
                    () -> viewer + " shows " + shown + " where PostgreSQL has " + row);
        }
        rest.values()
                .forEach(shown -> violations.add(
                        Rule.VIEWER_FINAL, id, viewer + " shows a row that PostgreSQL has not: " + shown));
    }
}
