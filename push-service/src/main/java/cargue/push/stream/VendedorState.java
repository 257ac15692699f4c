package cargue.push.stream;

import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.Posicion;
import cargue.push.OwnedBy;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one vendedor: the rows that it serves, up to which position, and a greater epoca that is still
 * incomplete. Rules: contract 3. The same for loading and live; only what a hole means is left to the caller.
 */
@OwnedBy("push-stream")
final class VendedorState {

    private final Recientes recientes;
    private @Nullable Numeracion actual;
    private @Nullable Numeracion nueva;

    /** @param recientes how many of the latest events are kept */
    VendedorState(Recientes recientes) {
        this.recientes = recientes;
    }

    /** The numbering served; null when nothing complete is known. */
    @Nullable
    Numeracion actual() {
        return actual;
    }

    /** Whether a greater epoca is being read that is not served yet. */
    boolean isReplacing() {
        return nueva != null;
    }

    /** Whether nothing at all is known. */
    boolean isEmpty() {
        return actual == null && nueva == null;
    }

    /**
     * Applies an event.
     *
     * @param desdeFecha rows of earlier sheets are not kept
     */
    Paso apply(Evento evento, LocalDate desdeFecha) {
        Numeracion latest = nueva != null ? nueva : actual;
        if (latest == null) {
            return first(evento, desdeFecha);
        }
        int order = Posicion.compareEpocas(evento.epoca(), latest.epoca());
        if (order < 0) {
            return new Paso.EpocaVieja();
        }
        if (order > 0) {
            return evento instanceof EpocaEvento inicio ? begin(inicio) : new Paso.Hueco(1);
        }
        if (evento.seq() <= latest.seq()) {
            return new Paso.Repetido(latest.otherId(evento));
        }
        if (evento.seq() > latest.seq() + 1) {
            return new Paso.Hueco(latest.seq() + 1);
        }
        return next(latest, evento, desdeFecha);
    }

    /** The log may begin anywhere in a vendedor's life: the first record sets the head, whatever its seq. */
    private Paso first(Evento evento, LocalDate desdeFecha) {
        if (evento instanceof EpocaEvento inicio) {
            return begin(inicio);
        }
        actual = new Numeracion(evento.epoca(), evento.seq() - 1, 0, recientes);
        return next(actual, evento, desdeFecha);
    }

    private Paso begin(EpocaEvento inicio) {
        nueva = new Numeracion(inicio.epoca(), inicio.seq() - 1, inicio.hasta(), recientes);
        return next(nueva, inicio, LocalDate.MIN);
    }

    private Paso next(Numeracion numeracion, Evento evento, LocalDate desdeFecha) {
        Fila fila = numeracion.add(evento, desdeFecha);
        if (numeracion != nueva) {
            return fila == null ? new Paso.Avance() : new Paso.Cambio(fila);
        }
        return completed() ? new Paso.Reemplazo() : new Paso.Avance();
    }

    /** The old rows are served until the new epoca has all of its own; then they go at once. */
    private boolean completed() {
        if (nueva == null || !nueva.complete()) {
            return false;
        }
        actual = nueva;
        nueva = null;
        return true;
    }

    /**
     * Goes on across a hole, as if what is missing before the event had come without effect; the event is to be applied
     * next. A greater epoca whose start is missing replaces the rows by those that are still to come.
     */
    void skipTo(Evento evento) {
        Numeracion latest = nueva != null ? nueva : actual;
        if (latest == null || !latest.epoca().equals(evento.epoca())) {
            actual = new Numeracion(evento.epoca(), evento.seq() - 1, 0, recientes);
            nueva = null;
        } else {
            latest.skipTo(evento.seq() - 1);
            completed();
        }
    }

    void evict(LocalDate before) {
        if (actual != null) {
            actual.filas().evict(before);
        }
        if (nueva != null) {
            nueva.filas().evict(before);
        }
    }
}
