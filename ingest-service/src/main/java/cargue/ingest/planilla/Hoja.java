package cargue.ingest.planilla;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One sheet as a change sees it, under its vendedor's lock. */
public interface Hoja {

    /** The row of a product. */
    Optional<Renglon> renglon(Producto producto);

    /** All stored rows, by product. */
    List<Renglon> renglones();

    /** How many rows are stored. */
    int size();

    /** How many stored sheets of a date or later the vendedor has. */
    int planillasDesde(LocalDate desde);
}
