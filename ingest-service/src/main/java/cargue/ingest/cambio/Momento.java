package cargue.ingest.cambio;

import cargue.contract.Posicion;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * When a change is decided.
 *
 * @param epoca the vendedor's, now
 * @param hoy the business date
 * @param propios events that this batch's earlier accepted checks made
 */
record Momento(UUID epoca, LocalDate hoy, Set<Posicion> propios) {}
