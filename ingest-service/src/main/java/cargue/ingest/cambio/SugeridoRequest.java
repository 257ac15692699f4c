package cargue.ingest.cambio;

import cargue.contract.Dia;
import cargue.ingest.http.Cantidad;
import cargue.ingest.http.Lector;
import cargue.ingest.http.VendedorId;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.planilla.Producto;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The body of {@code guardar-sugerido}. */
record SugeridoRequest(
        @NotNull @VendedorId String vendedorId,
        @NotNull Dia dia,
        @NotNull LocalDate fecha,

        @NotNull @Size(min = 1, max = Limites.PRODUCTOS, message = "debe tener de 1 a 500 productos")
        List<@NotNull @Valid Item> productos) {

    record Item(@NotNull Producto nombre, @NotNull @Cantidad Integer cantidad) {}

    CambioSugerido toCambio() {
        Set<String> claves = new HashSet<>();
        List<CambioSugerido.Cantidad> cantidades = new ArrayList<>();
        for (int i = 0; i < productos.size(); i++) {
            Item item = productos.get(i);
            if (!claves.add(item.nombre.clave())) {
                throw Lector.invalid("productos[" + i + "].nombre", "nombra un producto que ya está en la lista");
            }
            cantidades.add(new CambioSugerido.Cantidad(item.nombre, item.cantidad));
        }
        return new CambioSugerido(new Planilla(vendedorId, dia, fecha), cantidades);
    }
}
