package cargue.faults.checker;

import cargue.contract.Posicion;
import cargue.faults.history.Restore;
import java.util.List;
import java.util.UUID;

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

    /** Whether a request may have made an event at a place before that was restored away. */
    boolean mayHaveBeen(Posicion posicion, Pedido pedido) {
        return restores.stream()
                .anyMatch(restore -> isAbove(posicion, restore) && pedido.post().invoked() < restore.at());
    }

    /** Whether an epoca began after a restore, though Kafka may have nothing of the one before. */
    boolean isBefore(UUID epoca) {
        return restores.stream()
                .map(restore -> Lector.posicion(restore.epoca(), restore.seq()))
                .anyMatch(copy -> copy == null || Posicion.compareEpocas(copy.epoca(), epoca) < 0);
    }

    private static boolean isAbove(Posicion posicion, Restore restore) {
        return posicion.seq() > restore.seq() && posicion.epoca().toString().equals(restore.epoca());
    }
}
