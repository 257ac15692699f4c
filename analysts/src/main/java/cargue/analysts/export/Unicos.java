package cargue.analysts.export;

import cargue.contract.Evento;
import cargue.contract.Posicion;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets each event pass once, in order: of each vendedor only how far it is is kept. What is not above that is a repeat,
 * or comes from an epoca that has ended. What is missing before an event is seen too. One thread.
 */
final class Unicos {

    private final Map<String, Lugar> lugares;

    /**
     * How far a vendedor is.
     *
     * @param posicion of the last event that was new
     * @param ocurridoEn of the same
     * @param escrito whether one of them was wanted
     */
    record Lugar(Posicion posicion, Instant ocurridoEn, boolean escrito) {}

    Unicos(Map<String, Lugar> lugares) {
        this.lugares = new TreeMap<>(lugares);
    }

    /** Whether it was not there before. What is known of a vendedor may begin anywhere. */
    boolean isNew(Evento evento) {
        @Nullable Lugar lugar = lugares.get(evento.vendedorId());
        return lugar == null || evento.posicion().compareTo(lugar.posicion()) > 0;
    }

    /** After which one events are missing before this new one, be they those before an epoca's own first; else null. */
    @Nullable
    Lugar hole(Evento evento) {
        @Nullable Lugar lugar = lugares.get(evento.vendedorId());
        if (lugar == null) {
            return null;
        }
        boolean sameEpoca = lugar.posicion().epoca().equals(evento.epoca());
        long due = sameEpoca ? lugar.posicion().seq() + 1 : 1;
        return evento.seq() == due ? null : lugar;
    }

    /** The vendedor's last event is this one. */
    void passed(Evento evento, boolean wanted) {
        @Nullable Lugar lugar = lugares.get(evento.vendedorId());
        boolean escrito = wanted || (lugar != null && lugar.escrito());
        lugares.put(evento.vendedorId(), new Lugar(evento.posicion(), evento.ocurridoEn(), escrito));
    }

    Map<String, Lugar> lugares() {
        return Map.copyOf(lugares);
    }
}
