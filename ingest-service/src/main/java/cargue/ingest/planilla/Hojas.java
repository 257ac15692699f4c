package cargue.ingest.planilla;

import java.util.List;
import org.springframework.stereotype.Component;

/** Sheets in PostgreSQL. */
@Component
public class Hojas {

    private final Renglones renglones;

    Hojas(Renglones renglones) {
        this.renglones = renglones;
    }

    /** All rows of a sheet, by product, to be looked at. */
    public List<Renglon> renglones(Planilla planilla) {
        return renglones.findAll(planilla);
    }

    /** A vendedor's sheets for one transaction that holds its lock. */
    public Abiertas open(String vendedorId) {
        return new Abiertas(vendedorId, renglones);
    }
}
