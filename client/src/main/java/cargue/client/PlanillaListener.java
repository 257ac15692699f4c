package cargue.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Told of what a client learns. All calls of one client come from its own thread, {@code cargue-client}, one after the
 * other, in the order of what happened; {@link CargueClient#planilla} shows at least what a call tells. While a call
 * runs the client receives nothing, so it should be short. One that throws is logged and changes nothing.
 */
public interface PlanillaListener {

    /** The state changed. */
    default void onEstado(String vendedorId, Estado estado) {}

    /** All rows may have changed: they were received anew, or those of days gone by were dropped. */
    default void onReplaced(Planilla planilla) {}

    /**
     * Some rows changed or were added.
     *
     * @param renglones the rows that look other than before, as they are now; at least one
     */
    default void onChanged(Planilla planilla, List<Renglon> renglones) {}

    /**
     * The server refused a message of this client; the connection stays. When that ended a subscription,
     * {@link #onEstado} tells it too.
     *
     * @param vendedorId of whom the message was; null when of no one
     */
    default void onError(String codigo, String message, @Nullable String vendedorId) {}
}
