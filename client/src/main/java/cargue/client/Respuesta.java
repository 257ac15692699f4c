package cargue.client;

import cargue.contract.Dia;
import cargue.contract.Posicion;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What ingest-service answered to a POST about one row: 200, or the 409 {@code CAMBIO_CONCURRENTE}, which both tell how
 * the row is.
 *
 * @param producto the row's own spelling, as the stream gave it
 * @param posicion {@code epoca} and {@code seq} of the answer
 */
public record Respuesta(
        String vendedorId,
        LocalDate fecha,
        Dia dia,
        String producto,
        Posicion posicion,
        boolean v,
        boolean d,
        int total) {

    /** An answer about a row that is shown. */
    public static Respuesta sobre(Renglon renglon, UUID epoca, long seq, boolean v, boolean d, int total) {
        return new Respuesta(
                renglon.vendedorId(),
                renglon.fecha(),
                renglon.dia(),
                renglon.producto(),
                new Posicion(epoca, seq),
                v,
                d,
                total);
    }

    Renglon.Clave clave() {
        return new Renglon.Clave(fecha, dia, producto);
    }
}
