package cargue.ingest.planilla;

import cargue.contract.Posicion;
import cargue.ingest.planilla.Renglones.Clave;
import cargue.ingest.sql.Ronda;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One vendedor's sheets in one transaction, under the vendedor's lock: a row is read once, and what is changed is kept
 * here until it is stored. Confined to the transaction's thread.
 */
public final class Abiertas {

    private final String vendedorId;
    private final Renglones renglones;
    private final Map<Clave, Optional<Renglon>> known = new HashMap<>();
    private final Set<Renglon> added = new LinkedHashSet<>();
    private final Set<Renglon> changed = new LinkedHashSet<>();

    Abiertas(String vendedorId, Renglones renglones) {
        this.vendedorId = vendedorId;
        this.renglones = renglones;
    }

    /** A row that a change will ask for. */
    public record Pedido(Planilla planilla, Producto producto) {

        private Clave clave() {
            return Clave.of(planilla, producto.clave());
        }
    }

    /** Reads rows in a round, so that asking for each costs nothing more. */
    public void read(Ronda ronda, Collection<Pedido> pedidos) {
        List<Clave> claves = pedidos.stream().map(Pedido::clave).distinct().toList();
        if (!claves.isEmpty()) {
            claves.forEach(clave -> known.put(clave, Optional.empty()));
            Renglones.find(ronda, vendedorId, claves, this::know);
        }
    }

    private void know(Renglon renglon) {
        known.put(Clave.of(renglon.planilla(), renglon.productoClave()), Optional.of(renglon));
    }

    /** A sheet as a change sees it. */
    public Hoja hoja(Planilla planilla) {
        return new StoredHoja(planilla);
    }

    /** Gives a row a new state; adds it when there is none. */
    public Renglon set(Planilla planilla, Producto producto, Estado estado, Posicion posicion, Instant at) {
        Optional<Renglon> found = find(planilla, producto);
        if (found.isEmpty()) {
            Renglon renglon = new Renglon(planilla, producto, estado, posicion, at);
            know(renglon);
            added.add(renglon);
            return renglon;
        }
        Renglon renglon = found.get();
        renglon.change(estado, posicion, at);
        if (!added.contains(renglon)) {
            changed.add(renglon);
        }
        return renglon;
    }

    /** Stores what was changed, in a round. */
    public void store(Ronda ronda) {
        if (!changed.isEmpty()) {
            Renglones.update(ronda, vendedorId, changed);
        }
        if (!added.isEmpty()) {
            Renglones.insert(ronda, added);
        }
    }

    private Optional<Renglon> find(Planilla planilla, Producto producto) {
        Pedido pedido = new Pedido(planilla, producto);
        if (!known.containsKey(pedido.clave())) {
            Ronda ronda = new Ronda();
            read(ronda, List.of(pedido));
            renglones.run(ronda);
        }
        return known.getOrDefault(pedido.clave(), Optional.empty());
    }

    private final class StoredHoja implements Hoja {

        private final Planilla planilla;

        StoredHoja(Planilla planilla) {
            this.planilla = planilla;
        }

        @Override
        public Optional<Renglon> renglon(Producto producto) {
            return find(planilla, producto);
        }

        /** As they were before this transaction's own changes. */
        @Override
        public List<Renglon> renglones() {
            List<Renglon> all = renglones.findAll(planilla);
            all.forEach(
                    renglon -> known.putIfAbsent(Clave.of(planilla, renglon.productoClave()), Optional.of(renglon)));
            return all;
        }

        @Override
        public int size() {
            return renglones.count(planilla);
        }

        @Override
        public int planillasDesde(LocalDate desde) {
            return renglones.countPlanillas(vendedorId, desde);
        }
    }
}
