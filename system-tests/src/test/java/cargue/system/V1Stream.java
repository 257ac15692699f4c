package cargue.system;

import cargue.contract.Posicion;
import cargue.system.V1Rows.V1Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One vendedor's stream of {@code cargue.v1} over any number of connections, as the contract's table tells a client to
 * follow it. Each message is judged against all that came before it; what may not be is told as a violation, and the
 * stream is followed on. Not thread-safe.
 */
final class V1Stream {

    private static final List<String> HELLO =
            List.of("type", "vendedor_id", "epoca", "seq", "modo", "fecha_desde", "latido_s", "atraso_s");

    /** What may come next. */
    private enum Phase {
        CLOSED,
        HELLO_DUE,
        SNAPSHOT_DUE,
        LIVE
    }

    private final String vendedorId;
    private final Filter filter;
    private final Consumer<String> violations;
    private final V1Shown shown = new V1Shown();
    private final List<V1Row> parts = new ArrayList<>();
    private Phase phase = Phase.CLOSED;
    private @Nullable Posicion asked;
    private @Nullable UUID helloEpoca;
    private long helloSeq;
    private int lastPart;
    private int hellos;

    V1Stream(String vendedorId, Filter filter, Consumer<String> violations) {
        this.vendedorId = vendedorId;
        this.filter = filter;
        this.violations = violations;
    }

    Filter filter() {
        return filter;
    }

    V1Shown shown() {
        return shown;
    }

    /** Whether a snapshot or delta is complete on the present connection. */
    boolean isLive() {
        return phase == Phase.LIVE;
    }

    /** How many hellos have come. */
    int hellos() {
        return hellos;
    }

    /** A connection begins, or a subscription. */
    void opened(@Nullable Posicion desde) {
        phase = Phase.HELLO_DUE;
        asked = desde;
        parts.clear();
    }

    /** The same was subscribed to again; what is still under way of the former subscription goes on until the hello. */
    void repeated(@Nullable Posicion desde) {
        asked = desde;
    }

    void closed() {
        phase = Phase.CLOSED;
        parts.clear();
    }

    void hello(JsonNode m) {
        hellos++;
        check(Set.copyOf(m.propertyNames()).equals(Set.copyOf(HELLO)), "hello's keys");
        check(m.get("vendedor_id").stringValue().equals(vendedorId), "hello of another vendedor");
        check(phase != Phase.SNAPSHOT_DUE || parts.isEmpty(), "hello between a snapshot's parts");
        check(m.get("latido_s").isInt() && m.get("latido_s").intValue() > 0, "latido_s");
        checkAtraso(m);
        helloEpoca =
                m.get("epoca").isNull() ? null : UUID.fromString(m.get("epoca").stringValue());
        helloSeq = m.get("seq").longValue();
        boolean delta = m.get("modo").stringValue().equals("delta");
        checkNotBack(helloEpoca, helloSeq, delta);
        checkFechaDesde(m);
        parts.clear();
        lastPart = 0;
        if (delta) {
            Posicion desde = asked;
            check(desde != null && desde.epoca().equals(helloEpoca) && desde.seq() == helloSeq, "delta not as asked");
            phase = Phase.LIVE;
            if (shown.epoca() == null) {
                shown.moveTo(helloEpoca, helloSeq); // a test asked from a position that it had not earned
            }
        } else {
            check(m.get("modo").stringValue().equals("snapshot"), "modo");
            check(helloEpoca != null || helloSeq == 0, "an empty stream at " + helloSeq);
            phase = Phase.SNAPSHOT_DUE;
        }
        asked = null;
    }

    /** An epoca never gets smaller, a position never goes back within one. */
    private void checkNotBack(@Nullable UUID epoca, long seq, boolean delta) {
        UUID known = shown.epoca();
        if (known == null) {
            return;
        }
        check(epoca != null, "an empty stream after " + known);
        if (epoca != null) {
            int order = Posicion.compareEpocas(epoca, known);
            check(order >= 0, "epoca went back from " + known);
            // A subscription repeated on an open connection is answered from where it was asked from.
            boolean repeated = delta && phase == Phase.LIVE;
            check(order != 0 || seq >= shown.p() || repeated, "went back from " + shown.p() + " to " + seq);
        }
    }

    private void checkFechaDesde(JsonNode m) {
        LocalDate first = m.get("fecha_desde").isNull()
                ? null
                : LocalDate.parse(m.get("fecha_desde").stringValue());
        check((first == null) == (filter.fecha() != null), "fecha_desde");
        LocalDate before = shown.fechaDesde();
        check(first == null || before == null || !first.isBefore(before), "fecha_desde went back from " + before);
        shown.startsAt(first);
    }

    void snapshot(JsonNode m) {
        check(phase == Phase.SNAPSHOT_DUE, "snapshot without hello");
        check(m.get("seq").longValue() == helloSeq, "snapshot's seq is not hello's");
        check(m.get("parte").intValue() == lastPart + 1, "parte after " + lastPart);
        check(m.get("parte").intValue() <= m.get("partes").intValue(), "more parts than partes");
        lastPart++;
        for (JsonNode node : m.get("checks")) {
            V1Row row = read(node);
            if (row != null) {
                check(row.state().seq() <= helloSeq, "row above the snapshot: " + node);
                parts.add(row);
            }
        }
        if (m.get("parte").intValue() == m.get("partes").intValue()) {
            checkSnapshot();
            shown.replace(parts);
            shown.moveTo(helloEpoca, helloSeq);
            parts.clear();
            phase = Phase.LIVE;
        }
    }

    private void checkSnapshot() {
        Set<String> keys = new HashSet<>();
        parts.forEach(row -> check(keys.add(row.key()), "twice in a snapshot: " + row));
        if (!Objects.equals(shown.epoca(), helloEpoca)) {
            return;
        }
        parts.forEach(this::checkAgainstShown);
        shown.rows().forEach(row -> check(keys.contains(row.key()), "vanished: " + row));
    }

    void checks(JsonNode m) {
        check(phase == Phase.LIVE, "checks in phase " + phase);
        check(shown.epoca() != null, "checks on an empty stream");
        long de = m.get("de").longValue();
        long a = m.get("a").longValue();
        long p = shown.p();
        check(de <= p, "(" + p + ", " + de + "] was skipped");
        check(de < a, "nothing between de and a");
        for (JsonNode node : m.get("checks")) {
            V1Row row = read(node);
            if (row == null) {
                continue;
            }
            long seq = row.state().seq();
            check(de < seq && seq <= a, "row outside of (de, a]: " + node);
            V1Row old = shown.row(row.key());
            if (seq > p || old == null) {
                checkAgainstShown(row);
                shown.put(row);
            } else {
                check(old.state().seq() >= seq, "not told before though its position was: " + node);
            }
        }
        if (a > p) {
            shown.moveTo(shown.epoca(), a);
        }
    }

    /** Within an epoca no row gets older than it was shown, and the same event never has two forms. */
    private void checkAgainstShown(V1Row row) {
        V1Row old = shown.row(row.key());
        if (old == null || !old.state().epoca().equals(row.state().epoca())) {
            return;
        }
        check(row.state().seq() >= old.state().seq(), "row went back: " + row + " after " + old);
        check(row.state().seq() > old.state().seq() || row.equals(old), "two forms: " + row + " and " + old);
    }

    private @Nullable V1Row read(JsonNode node) {
        try {
            V1Row row = V1Rows.read(node);
            check(row.state().epoca().equals(String.valueOf(helloEpoca)), "row of another epoca: " + node);
            check(node.get("vendedor_id").stringValue().equals(vendedorId), "row of another vendedor: " + node);
            check(filter.takes(row.fecha(), row.dia(), shown.fechaDesde()), "row of a sheet not asked for: " + node);
            return row;
        } catch (RuntimeException e) {
            violations.accept("unreadable row: " + e.getMessage());
            return null;
        }
    }

    /** A sign of life, which tells how far everything was sent: more than has come is a loss to any client. */
    void latido(long seq) {
        check(phase != Phase.HELLO_DUE, "latido before hello");
        check(seq <= shown.p(), "latido at " + seq + ", so that is lost");
    }

    void checkAtraso(JsonNode m) {
        JsonNode atraso = m.get("atraso_s");
        check(
                atraso != null && (atraso.isNull() || (atraso.isIntegralNumber() && atraso.longValue() >= 0)),
                "atraso_s");
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            violations.accept(vendedorId + " at " + shown.posicion() + ": " + what);
        }
    }
}
