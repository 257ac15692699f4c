package cargue.ingest.idempotency;

import cargue.contract.Posicion;
import cargue.ingest.http.Respuesta;
import org.jspecify.annotations.Nullable;

/**
 * A stored answer.
 *
 * @param huella of the request's values
 * @param posicion of the event that the request made; null when it made none
 */
public record Guardada(
        Huella huella, Respuesta respuesta, @Nullable Posicion posicion) {}
