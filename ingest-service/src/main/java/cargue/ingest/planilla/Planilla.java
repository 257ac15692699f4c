package cargue.ingest.planilla;

import cargue.contract.Dia;
import java.time.LocalDate;

/** Names a sheet. Dia and fecha are independent: (LUNES, a Thursday) is a sheet of its own. */
public record Planilla(String vendedorId, Dia dia, LocalDate fecha) {

    /** For so many days after its date a sheet is worked with: rows may be added, and a new epoca restates it. */
    public static final int DAYS_BACK = 7;
}
