package cargue.client;

import cargue.contract.Posicion;
import java.util.Optional;

/** One vendedor that is followed: its sheets, and what was last published of them. Of the client's thread, but where said. */
final class Following {

    private final String vendedorId;
    private final Filtro filtro;
    private final StreamState state = new StreamState();
    private Estado estado = new Estado.Conectando();
    private volatile Planilla planilla;
    private long heardAt;
    private boolean asked;

    Following(String vendedorId, Filtro filtro) {
        this.vendedorId = vendedorId;
        this.filtro = filtro;
        this.planilla = view();
    }

    String vendedorId() {
        return vendedorId;
    }

    Filtro filtro() {
        return filtro;
    }

    StreamState state() {
        return state;
    }

    Estado estado() {
        return estado;
    }

    /** The position to go on from; empty when all rows are needed. */
    Optional<Posicion> desde() {
        return state.posicion();
    }

    /** The last view. Any thread. */
    Planilla planilla() {
        return planilla;
    }

    /** The server was asked for it on the connection that there is, and has to answer from now on. */
    void asked(long now) {
        state.lost();
        asked = true;
        heardAt = now;
    }

    /** The server has said something of it. */
    void heard(long now) {
        heardAt = now;
    }

    /** The connection that it was asked on is gone. */
    void lost() {
        state.lost();
        asked = false;
    }

    /** Since when the server owes its rows, as a moment of the client's clock; empty when it does not. */
    Optional<Long> waitingSince() {
        return asked && !state.isLive() ? Optional.of(heardAt) : Optional.empty();
    }

    void set(Estado next) {
        estado = next;
    }

    /** Makes what was changed visible to all threads. */
    Planilla publish() {
        planilla = view();
        return planilla;
    }

    private Planilla view() {
        return new Planilla(
                vendedorId,
                estado,
                state.posicion().orElse(null),
                state.isReceived(),
                state.fechaDesde(),
                state.renglones());
    }
}
