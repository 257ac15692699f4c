package cargue.ingest.cambio;

import cargue.ingest.planilla.Estado;
import cargue.ingest.planilla.Hoja;
import cargue.ingest.planilla.Producto;
import cargue.ingest.planilla.Renglon;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the rules decide of a change. */
sealed interface Outcome {

    /**
     * Rows get a new state, each by one event, in this order.
     *
     * @param nuevos at least one
     * @param body the answer's, from the sheet as changed
     */
    record Accepted(List<Nuevo> nuevos, Function<Hoja, Object> body) implements Outcome {}

    /**
     * Everything is already as asked; no event.
     *
     * @param body the answer's, from the sheet as it is
     */
    record Unchanged(Function<Hoja, Object> body) implements Outcome {}

    /**
     * Nothing is stored.
     *
     * @param renglon the row as it is, when the refusal tells it
     * @param existentes rows that are in the way, when the refusal counts them
     */
    record Refused(Rechazo rechazo, @Nullable Renglon renglon, int existentes) implements Outcome {

        static Refused of(Rechazo rechazo) {
            return new Refused(rechazo, null, 0);
        }
    }

    /** A row's new state; the row is added when there is none for the product. */
    record Nuevo(Producto producto, Estado estado) {}

    /** Accepted when there is something to change, else unchanged. */
    static Outcome of(List<Nuevo> nuevos, Function<Hoja, Object> body) {
        return nuevos.isEmpty() ? new Unchanged(body) : new Accepted(nuevos, body);
    }
}
