package cargue.push.historia;

import cargue.contract.Evento;
import cargue.contract.Posicion;
import org.jspecify.annotations.Nullable;

/**
 * Lets each event of one vendedor pass once, in order: what is not above the latest position is a repeat, or comes from an
 * epoca that has ended.
 */
final class Unicos {

    private @Nullable Posicion latest;

    boolean isNew(Evento evento) {
        Posicion posicion = evento.posicion();
        if (latest != null && posicion.compareTo(latest) <= 0) {
            return false;
        }
        latest = posicion;
        return true;
    }
}
