package cargue.faults.checker;

import cargue.faults.history.TableRow;
import cargue.faults.history.TopicRecord;
import java.util.List;

/**
 * All of a history that is about one vendedor.
 *
 * @param topic first occurrences
 * @param records every readable record of the topic, in order, repeats too
 */
record Caso(
        String vendedorId,
        Serie log,
        Serie topic,
        List<Registro> records,
        List<Pedido> pedidos,
        List<TableRow> table,
        Zona zona) {

    /** A record and the event in it. */
    record Registro(TopicRecord record, Hecho hecho) {}
}
