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

    /** Whether PostgreSQL has it now, byte for byte. */
    boolean isInLog(Hecho hecho) {
        Hecho stored = log.at(hecho.posicion());
        return stored != null && stored.value().equals(hecho.value());
    }

    /** Whether it is excused by having been restored away: a place above the copy, where PostgreSQL has not this now. */
    boolean isRestoredAway(Hecho hecho) {
        return zona.contains(hecho.posicion()) && !isInLog(hecho);
    }

    /** A record and the event in it. */
    record Registro(TopicRecord record, Hecho hecho) {}
}
