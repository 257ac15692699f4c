package cargue.push.viewer;

import cargue.contract.Posicion;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer asks for, in order.
 *
 * @param desde the position that it has already; null: none
 */
public record Peticion(
        String vendedorId, Filtro filtro, @Nullable Posicion desde) {}
