package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.checker.Caso.Registro;
import cargue.faults.history.History;
import cargue.faults.history.LogEntry;
import cargue.faults.history.Restore;
import cargue.faults.history.TableRow;
import cargue.faults.history.TopicRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parts a history by vendedor, since no rule compares one vendedor with another. */
final class Casos {

    private final Map<String, Parts> parts = new TreeMap<>();
    private final Lector lector;
    private final Violations violations;

    private static final class Parts {
        private final Map<Posicion, Hecho> log = new HashMap<>();
        private final Map<Posicion, Hecho> topic = new HashMap<>();
        private final List<Registro> records = new ArrayList<>();
        private final List<Pedido> pedidos = new ArrayList<>();
        private final List<TableRow> table = new ArrayList<>();
        private final List<Restore> restores = new ArrayList<>();
    }

    private Casos(Violations violations) {
        this.violations = violations;
        this.lector = new Lector(violations);
    }

    /** By vendedor id, of all who are named anywhere but by viewers. */
    static Map<String, Caso> of(History history, Violations violations) {
        Casos casos = new Casos(violations);
        history.log().forEach(casos::add);
        history.topic().forEach(casos::add);
        history.posts()
                .forEach(post -> casos.parts(post.fila().vendedorId()).pedidos.add(Pedido.of(post)));
        history.table()
                .forEach(row -> casos.parts(row.fila().vendedorId()).table.add(row));
        history.restores()
                .forEach(restore -> casos.parts(restore.vendedorId()).restores.add(restore));
        Map<String, Caso> all = new TreeMap<>();
        casos.parts.forEach((id, p) -> all.put(id, caso(id, p)));
        return all;
    }

    private static Caso caso(String id, Parts p) {
        return new Caso(
                id,
                new Serie(p.log.values()),
                new Serie(p.topic.values()),
                p.records,
                p.pedidos,
                p.table,
                new Zona(p.restores));
    }

    private void add(LogEntry entry) {
        Hecho hecho = lector.read(entry.value());
        if (hecho == null) {
            return;
        }
        Posicion place = Lector.posicion(entry.epoca(), entry.seq());
        boolean asStored = hecho.vendedorId().equals(entry.vendedorId())
                && hecho.posicion().equals(place);
        violations.check(asStored, Rule.FORM, entry.vendedorId(), () -> "stored under another place: " + entry);
        @Nullable Hecho other = parts(hecho.vendedorId()).log.putIfAbsent(hecho.posicion(), hecho);
        violations.check(other == null, Rule.FORM, entry.vendedorId(), () -> "twice in the log: " + entry);
    }

    private void add(TopicRecord record) {
        Hecho hecho = record.poison() ? null : lector.read(record.value());
        if (hecho != null) {
            Parts p = parts(hecho.vendedorId());
            p.records.add(new Registro(record, hecho));
            p.topic.putIfAbsent(hecho.posicion(), hecho);
        }
    }

    private Parts parts(String vendedorId) {
        return parts.computeIfAbsent(vendedorId, id -> new Parts());
    }
}
