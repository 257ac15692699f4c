package cargue.ingest.cambio;

import cargue.contract.Dia;
import cargue.ingest.http.CampoInvalido;
import cargue.ingest.http.Cantidad;
import cargue.ingest.http.VendedorId;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.planilla.Producto;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of {@code actualizar-renglon}, without its {@code crear}. */
record RenglonRequest(
        @NotNull @VendedorId String vendedorId,
        @NotNull Dia dia,
        @NotNull LocalDate fecha,
        @NotNull Producto producto,
        @Cantidad @Nullable Integer adicional,
        @Cantidad @Nullable Integer dctos,
        @Cantidad @Nullable Integer devoluciones,
        @Cantidad @Nullable Integer vencidas) {

    CambioCantidades toCambio(boolean crear) {
        boolean nothing = Stream.of(adicional, dctos, devoluciones, vencidas).allMatch(Objects::isNull);
        if (nothing && !crear) {
            throw new CampoInvalido("adicional", "Falta al menos uno de adicional, dctos, devoluciones, vencidas.");
        }
        return new CambioCantidades(
                new Planilla(vendedorId, dia, fecha), producto, adicional, dctos, devoluciones, vencidas, crear);
    }
}
