package cargue.ingest.consulta;

import cargue.contract.Dia;
import cargue.ingest.http.VendedorId;
import cargue.ingest.planilla.Planilla;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;

/** The query that names a sheet. */
record PlanillaRequest(
        @NotNull @VendedorId String vendedorId,
        @NotNull Dia dia,
        @NotNull LocalDate fecha) {

    Planilla planilla() {
        return new Planilla(vendedorId, dia, fecha);
    }
}
