package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import cargue.faults.history.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One viewer's following of one vendedor over all its connections, as the contract's table tells a client to follow it.
 * What may not be is told as a violation, and then followed on.
 */
final class Seguimiento {

    /** What may come next. */
    private enum Phase {
        CLOSED,
        HELLO_DUE,
        SNAPSHOT_DUE,
        LIVE
    }

    private final String viewer;
    private final String vendedorId;
    private final Folds folds;
    private final Violations violations;
    private final Map<Fila, Hecho.DeFila> shown = new HashMap<>();
    private final List<Renglon> parts = new ArrayList<>();
    private Phase phase = Phase.CLOSED;
    private @Nullable UUID epoca;
    private long p;
    private @Nullable Posicion asked;
    private @Nullable UUID helloEpoca;
    private long helloSeq;
    private int lastPart;
    private int partes;

    Seguimiento(String viewer, String vendedorId, Folds folds, Violations violations) {
        this.viewer = viewer;
        this.vendedorId = vendedorId;
        this.folds = folds;
        this.violations = violations;
    }

    /** What it shows, by row. */
    Map<Fila, Hecho.DeFila> shown() {
        return shown;
    }

    void asked(Seen.Asked m) {
        asked = Lector.posicion(m.epoca(), m.seq());
        Posicion has = epoca == null ? null : new Posicion(epoca, p);
        chain(has == null ? m.epoca() == null : has.equals(asked), "asked for another position than it shows", m);
        phase = Phase.HELLO_DUE;
        parts.clear();
    }

    void closed() {
        phase = Phase.CLOSED;
        parts.clear();
    }

    void hello(Seen.Hello m) {
        Posicion begins = Lector.posicion(m.epoca(), m.seq());
        helloEpoca = begins == null ? null : begins.epoca();
        helloSeq = m.seq();
        chain(phase != Phase.CLOSED, "hello without a connection", m);
        chain(phase != Phase.SNAPSHOT_DUE || lastPart == 0, "hello between a snapshot's parts", m);
        chain((helloEpoca == null) == (m.epoca() == null), "no epoca", m);
        notBack(m);
        inTopic(m);
        boolean delta = m.modo().equals("delta");
        if (delta) {
            chain(asked != null && asked.epoca().equals(helloEpoca) && asked.seq() == helloSeq, "not as asked", m);
        } else {
            chain(m.modo().equals("snapshot"), "modo", m);
        }
        phase = delta ? Phase.LIVE : Phase.SNAPSHOT_DUE;
        asked = null;
        lastPart = 0;
        parts.clear();
    }

    private void notBack(Seen.Hello m) {
        if (epoca == null) {
            return;
        }
        chain(helloEpoca != null, "an empty stream after a shown one", m);
        if (helloEpoca != null) {
            chain(new Posicion(helloEpoca, helloSeq).compareTo(new Posicion(epoca, p)) >= 0, "went back", m);
        }
    }

    private void inTopic(Seen.Hello m) {
        if (helloEpoca == null) {
            chain(helloSeq == 0, "an empty stream with a position", m);
            return;
        }
        Fold fold = folds.of(vendedorId, helloEpoca);
        chain(fold != null && helloSeq <= fold.head(), "beyond the topic", m);
        chain(fold == null || helloSeq >= fold.hasta(), "an epoca whose rows are not all there", m);
    }

    void snapshot(Seen.Snapshot m) {
        chain(phase == Phase.SNAPSHOT_DUE, "snapshot without hello", m);
        chain(m.seq() == helloSeq, "snapshot's seq is not hello's", m);
        chain(m.parte() == lastPart + 1, "parte", m);
        chain(m.parte() <= m.partes() && (lastPart == 0 || m.partes() == partes), "partes", m);
        lastPart = m.parte();
        partes = m.partes();
        parts.addAll(read(m.rows(), m));
        if (lastPart >= partes) {
            judge(parts, 0, m.seq(), helloEpoca, m);
            shown.clear();
            parts.forEach(row -> shown.put(row.hecho().fila(), row.hecho()));
            parts.clear();
            lastPart = 0;
            epoca = helloEpoca;
            p = helloSeq;
            phase = Phase.LIVE;
        }
    }

    void checks(Seen.Checks m) {
        chain(phase == Phase.LIVE && epoca != null, "checks where none may come", m);
        chain(m.de() <= p, "skipped something", m);
        chain(m.de() < m.a(), "nothing between de and a", m);
        Fold fold = epoca == null ? null : folds.of(vendedorId, epoca);
        chain(fold == null || m.a() <= fold.head(), "beyond the topic", m);
        List<Renglon> rows = read(m.rows(), m);
        judge(rows, m.de(), m.a(), epoca, m);
        if (m.a() > p) {
            rows.forEach(this::show);
            p = m.a();
        }
    }

    /** A client ignores a row that is older than the one it shows. */
    private void show(Renglon row) {
        shown.merge(
                row.hecho().fila(),
                row.hecho(),
                (old, now) -> now.posicion().compareTo(old.posicion()) >= 0 ? now : old);
    }

    void latido(Seen.Latido m) {
        chain(phase == Phase.LIVE, "latido where none may come", m);
        chain(m.seq() <= p, "something before the latido is lost", m);
    }

    private List<Renglon> read(List<String> texts, Seen m) {
        List<Renglon> rows = new ArrayList<>(texts.size());
        for (String text : texts) {
            Renglon row = folds.renglones().read(text);
            check(row != null, Rule.VIEWER_ROWS, () -> "unreadable row " + text + " in " + m);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    private void judge(List<Renglon> rows, long de, long a, @Nullable UUID of, Seen m) {
        boolean own = rows.stream()
                .allMatch(row -> row.hecho().vendedorId().equals(vendedorId)
                        && row.hecho().posicion().epoca().equals(of));
        Fold fold = of == null ? null : folds.of(vendedorId, of);
        check(own && (fold != null || rows.isEmpty()), Rule.VIEWER_ROWS, () -> "rows of another stream in " + m);
        if (own && fold != null && a <= fold.head()) {
            String objection = fold.objection(rows, de, a);
            check(objection == null, Rule.VIEWER_ROWS, () -> objection + ", in (" + de + ", " + a + "]");
        }
    }

    private void chain(boolean holds, String what, Seen m) {
        check(holds, Rule.VIEWER_CHAIN, () -> what + " (" + phase + ", at " + epoca + ":" + p + "): " + m);
    }

    private void check(boolean holds, Rule rule, Supplier<String> text) {
        violations.check(holds, rule, vendedorId, () -> viewer + ": " + text.get());
    }
}
