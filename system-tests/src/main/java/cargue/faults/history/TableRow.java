package cargue.faults.history;

/**
 * A row as PostgreSQL has it.
 *
 * @param seq of its last change, in its epoca
 */
public record TableRow(
        Fila fila,
        int cantidad,
        int adicional,
        int dctos,
        int devoluciones,
        int vencidas,
        boolean v,
        boolean d,
        String epoca,
        long seq) {}
