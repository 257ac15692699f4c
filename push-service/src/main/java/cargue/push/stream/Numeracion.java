package cargue.push.stream;

import cargue.contract.CheckEvento;
import cargue.contract.Evento;
import cargue.contract.Posicion;
import cargue.push.OwnedBy;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One epoca of a vendedor: how far it was read, and the rows it has given. */
@OwnedBy("push-stream")
final class Numeracion {

    private final UUID epoca;
    private final long hasta;
    private final Filas filas = new Filas();
    private final Anillo anillo;
    private long seq;
    private @Nullable UUID headId;

    /**
     * A numbering of which nothing was read yet.
     *
     * @param seq the one before the first event to come
     * @param hasta the seq up to which it restates the rows
     * @param recientes how many of its latest events are kept
     */
    Numeracion(UUID epoca, long seq, long hasta, Recientes recientes) {
        this.epoca = epoca;
        this.seq = seq;
        this.hasta = hasta;
        this.anillo = new Anillo(recientes, seq);
    }

    UUID epoca() {
        return epoca;
    }

    long seq() {
        return seq;
    }

    Filas filas() {
        return filas;
    }

    Anillo anillo() {
        return anillo;
    }

    /** Whether one who has this position can go on from it: every change after it is still known as it came. */
    boolean continues(Posicion desde) {
        return desde.epoca().equals(epoca) && anillo.covers(desde.seq());
    }

    Posicion posicion() {
        return new Posicion(epoca, seq);
    }

    boolean complete() {
        return seq >= hasta;
    }

    @Nullable
    Fila add(Evento evento, LocalDate desdeFecha) {
        seq = evento.seq();
        headId = evento.id();
        Fila fila = null;
        if (evento instanceof CheckEvento check && !check.fecha().isBefore(desdeFecha)) {
            fila = new Fila(check);
            filas.put(fila);
        }
        anillo.add(fila);
        return fila;
    }

    void skipTo(long last) {
        seq = last;
        headId = null;
        anillo.clear(last);
    }

    /** Whether an event that was there before is known to have had another id: by the head, the ring, or the rows. */
    boolean otherId(Evento evento) {
        if (evento.seq() == seq) {
            return headId != null && !headId.equals(evento.id());
        }
        if (anillo.covers(evento.seq() - 1)) {
            Fila known = anillo.get(evento.seq());
            return known != null && !known.evento().id().equals(evento.id());
        }
        return evento instanceof CheckEvento check && filas.otherId(check);
    }
}
