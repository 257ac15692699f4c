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
    private long seq;
    private @Nullable UUID headId;

    Numeracion(UUID epoca, long seq, long hasta) {
        this.epoca = epoca;
        this.seq = seq;
        this.hasta = hasta;
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
        if (evento instanceof CheckEvento check && !check.fecha().isBefore(desdeFecha)) {
            Fila fila = new Fila(check);
            filas.put(fila);
            return fila;
        }
        return null;
    }

    void skipTo(long last) {
        seq = last;
        headId = null;
    }

    boolean otherId(Evento evento) {
        if (evento.seq() == seq) {
            return headId != null && !headId.equals(evento.id());
        }
        return evento instanceof CheckEvento check && filas.otherId(check);
    }
}
