package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.Restore;
import java.util.List;

/**
 * What the restores of one vendedor excuse: the places above the copy, in its epoca. What was there before was restored
 * away; PostgreSQL may have given the same places to other events until the next epoca began.
 */
record Zona(List<Restore> restores) {

    /** Whether what stood at this place may have been restored away. */
    boolean contains(Posicion posicion) {
        return restores.stream().anyMatch(restore -> isAbove(posicion, restore));
    }

    /** Whether what was acknowledged is no longer there by right. */
    boolean restoredAway(Pedido pedido) {
        Posicion answer = pedido.answer();
        return restores.stream()
                .anyMatch(restore -> pedido.done() < restore.at() && (answer == null || isAbove(answer, restore)));
    }

    private static boolean isAbove(Posicion posicion, Restore restore) {
        return posicion.seq() > restore.seq() && posicion.epoca().toString().equals(restore.epoca());
    }
}
