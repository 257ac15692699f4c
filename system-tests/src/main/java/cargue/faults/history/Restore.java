package cargue.faults.history;

/**
 * The database was put back to a copy in which a vendedor's last event had this position: what was acknowledged after
 * it and before the database was back is restored away.
 *
 * @param at when the database was back
 */
public record Restore(String vendedorId, String epoca, long seq, long at) {}
