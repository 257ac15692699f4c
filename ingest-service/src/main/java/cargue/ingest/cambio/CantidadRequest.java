package cargue.ingest.cambio;

import cargue.contract.Dia;
import cargue.ingest.http.Cantidad;
import cargue.ingest.http.VendedorId;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.planilla.Producto;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;

/** The body of {@code cargue-corregir-cantidad}. */
record CantidadRequest(
        @NotNull @VendedorId String vendedorId,
        @NotNull Dia dia,
        @NotNull LocalDate fecha,
        @NotNull Producto producto,
        @NotNull @Cantidad Integer nuevaCantidad) {

    CambioCantidad toCambio() {
        return new CambioCantidad(new Planilla(vendedorId, dia, fecha), producto, nuevaCantidad);
    }
}
