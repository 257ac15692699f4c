package cargue.client;

import cargue.contract.Dia;
import cargue.contract.Posicion;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of a vendedor's sheets at one moment. It never changes.
 *
 * @param posicion how far the stream was followed; null before the first rows, and when the stream is empty
 * @param recibida whether all rows were received at least once; before that {@code renglones} says nothing
 * @param fechaDesde first date of the sheets; null when one date was asked for, or before the first rows
 * @param renglones the rows, in no order; they stay, out of date, while the connection is made again
 */
public record Planilla(
        String vendedorId,
        Estado estado,
        @Nullable Posicion posicion,
        boolean recibida,
        @Nullable LocalDate fechaDesde,
        Map<Renglon.Clave, Renglon> renglones) {

    /** One row, by the sheet's own spelling of the product. */
    public Optional<Renglon> renglon(LocalDate fecha, Dia dia, String producto) {
        return Optional.ofNullable(renglones.get(new Renglon.Clave(fecha, dia, producto)));
    }

    /** Seconds that the rows are behind; null when that is not known, as always without a connection. */
    public @Nullable Long atrasoS() {
        return estado instanceof Estado.EnVivo vivo ? vivo.atrasoS() : null;
    }
}
