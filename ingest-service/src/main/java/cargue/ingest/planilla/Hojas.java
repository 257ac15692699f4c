package cargue.ingest.planilla;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sheets in PostgreSQL. Rows that are to change are read and added in the caller's transaction. */
@Component
public class Hojas {

    private final Renglones renglones;
    private final EntityManager entityManager;

    Hojas(Renglones renglones, EntityManager entityManager) {
        this.renglones = renglones;
        this.entityManager = entityManager;
    }

    /** The sheet, read row by row as it is asked for. */
    public Hoja open(Planilla planilla) {
        return new StoredHoja(planilla);
    }

    /** Reads several rows of a sheet at once, so that asking for each costs nothing more in this transaction. */
    public void prefetch(Planilla planilla, Collection<Producto> productos) {
        renglones.findSome(
                planilla.vendedorId(),
                planilla.fecha(),
                planilla.dia(),
                productos.stream().map(Producto::clave).distinct().toList());
    }

    /** Adds a row. */
    public void add(Renglon renglon) {
        entityManager.persist(renglon);
    }

    /** Sends all changes to PostgreSQL, in batches. */
    public void flush() {
        entityManager.flush();
    }

    private final class StoredHoja implements Hoja {

        private final Planilla planilla;

        StoredHoja(Planilla planilla) {
            this.planilla = planilla;
        }

        @Override
        public Optional<Renglon> renglon(Producto producto) {
            return renglones.findById(RenglonId.of(planilla, producto));
        }

        @Override
        public List<Renglon> renglones() {
            return renglones.findAll(planilla.vendedorId(), planilla.fecha(), planilla.dia());
        }

        @Override
        public int size() {
            return renglones.count(planilla.vendedorId(), planilla.fecha(), planilla.dia());
        }

        @Override
        public int planillasDesde(LocalDate desde) {
            return renglones.countPlanillas(planilla.vendedorId(), desde);
        }
    }
}
