package cargue.ingest.vendedor;

/** A seller. */
public record Vendedor(String vendedorId, String nombre) {}
