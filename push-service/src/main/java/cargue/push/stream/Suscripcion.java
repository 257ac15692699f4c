package cargue.push.stream;

import cargue.contract.Posicion;
import cargue.push.OwnedBy;
import cargue.push.viewer.Filtro;
import cargue.push.wire.Texto;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One connection's following of one vendedor's sheets. It is a place in the vendedor's log, not a queue: what is to be
 * sent next is looked up when the socket is free. So one that does not read costs nothing, holds up nobody, and gets the
 * latest state of each row when it reads again.
 */
@OwnedBy("push-stream")
abstract class Suscripcion {

    private final Conexion conexion;
    private final Vendedor vendedor;
    private final Filtro filtro;

    /** Whether it stands in the connection's queue; only {@link Conexion} touches it. */
    boolean queued;

    Suscripcion(Conexion conexion, Vendedor vendedor, Filtro filtro) {
        this.conexion = conexion;
        this.vendedor = vendedor;
        this.filtro = filtro;
    }

    /** Begins: from now on it is told of changes. */
    abstract void start();

    /** Ends: nothing more is sent. */
    abstract void end();

    /** The next message; null when it has everything. */
    abstract @Nullable Texto next();

    /** The position up to which the client has everything; null before it has, and within a snapshot. */
    abstract @Nullable Long told();

    /** Whether it was given everything up to a seq. */
    final boolean isAt(long seq) {
        Long told = told();
        return told != null && told >= seq;
    }

    /** The same as a position, for those who look after the node. */
    final @Nullable Posicion posicion() {
        Numeracion actual = vendedor.actual();
        Long told = told();
        return actual == null || told == null ? null : new Posicion(actual.epoca(), told);
    }

    /** Has the connection send what is due. */
    final void pump() {
        conexion.pump(this);
    }

    /** Whether it asks for sheets before a date. */
    final boolean pide(LocalDate antesDe) {
        return filtro.pide(antesDe);
    }

    final Conexion conexion() {
        return conexion;
    }

    final Vendedor vendedor() {
        return vendedor;
    }

    final Filtro filtro() {
        return filtro;
    }
}
