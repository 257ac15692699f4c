package cargue.push.stream;

import cargue.contract.Posicion;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were asked for, as of one position. Immutable.
 *
 * @param posicion null: the topic holds nothing of the vendedor
 * @param unchanged the asker has these rows; none are here
 * @param atrasoS how many seconds behind the database; null: not known
 * @param rows each encoded; not to be changed
 */
public record Planilla(
        String vendedorId,
        @Nullable Posicion posicion,
        boolean unchanged,
        @Nullable Long atrasoS,
        List<byte[]> rows) {

    /** The answer's body. */
    public Texto json() {
        return V1Messages.planilla(
                vendedorId,
                posicion == null ? null : posicion.epoca(),
                posicion == null ? 0 : posicion.seq(),
                atrasoS,
                rows);
    }
}
