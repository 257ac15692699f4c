package cargue.faults.history;

/** A row of a sheet. */
public record Fila(String vendedorId, String fecha, String dia, String producto) {}
