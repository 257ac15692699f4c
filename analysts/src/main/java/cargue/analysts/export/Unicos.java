package cargue.analysts.export;

import cargue.contract.Evento;
import cargue.contract.Posicion;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets each event pass once, in order: of each vendedor only how far it is is kept. What is not above that is a repeat,
 * or comes from an epoca that has ended. One thread.
 */
final class Unicos {

    private final Map<String, Lugar> lugares;

    /**
     * How far a vendedor is.
     *
     * @param posicion of the last event that was new
     * @param escrito whether one of them was wanted
     */
    record Lugar(Posicion posicion, boolean escrito) {}

    Unicos(Map<String, Lugar> lugares) {
        this.lugares = new TreeMap<>(lugares);
    }

    boolean isNew(Evento evento) {
        @Nullable Lugar lugar = lugares.get(evento.vendedorId());
        Posicion posicion = evento.posicion();
        if (lugar != null && posicion.compareTo(lugar.posicion()) <= 0) {
            return false;
        }
        lugares.put(evento.vendedorId(), new Lugar(posicion, lugar != null && lugar.escrito()));
        return true;
    }

    /** The vendedor's last event was wanted. */
    void written(Evento evento) {
        lugares.put(evento.vendedorId(), new Lugar(evento.posicion(), true));
    }

    Map<String, Lugar> lugares() {
        return Map.copyOf(lugares);
    }
}
