package cargue.push.viewer;

import cargue.contract.Posicion;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open connection of the plain stream. The stream's thread offers messages and never waits; they go out one at a
 * time, the next when the network took the last, from whichever thread learns that. {@link #tend} must be called every
 * second or so by the stream's thread: it pings, and closes what is stalled or dead.
 */
public final class Viewer implements ViewerSocket.Completion {

    private enum Estado {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final String vendedorId;
    private final Filtro filtro;
    private final @Nullable Posicion desde;
    private final ViewerSocket socket;
    private final ViewerRules rules;
    private final Pulso pulso;

    /** Guards the fields below; never held while the socket is called. */
    private final Object lock = new Object();

    private final Pendientes pendientes;
    private Estado estado = Estado.OPEN;
    private boolean sending;
    private boolean pumping;
    /** Since when the message now being sent is, or the close. */
    private long since;

    /**
     * A viewer whose connection is open.
     *
     * @param desde the position it has already; null: none
     */
    public Viewer(String vendedorId, Filtro filtro, @Nullable Posicion desde, ViewerSocket socket, ViewerRules rules) {
        this.vendedorId = vendedorId;
        this.filtro = filtro;
        this.desde = desde;
        this.socket = socket;
        this.rules = rules;
        this.pulso = new Pulso(rules.settings(), rules.nanos().getAsLong());
        this.pendientes = new Pendientes(rules.settings().unconflated());
    }

    /** Whose sheets it watches. */
    public String vendedorId() {
        return vendedorId;
    }

    /** Which of them. */
    public Filtro filtro() {
        return filtro;
    }

    /** The position from which it resumes; null: it has nothing. */
    public @Nullable Posicion desde() {
        return desde;
    }

    /** Queues the rows that it starts with, in ascending seq, before anything else is offered. */
    public void replay(List<Mensaje> rows) {
        synchronized (lock) {
            if (estado != Estado.OPEN) {
                return;
            }
            pendientes.raiseLimit(rows.size());
            rows.forEach(pendientes::add);
        }
        pump();
    }

    /** Queues a change that is newer than all before. */
    public void offer(Mensaje mensaje) {
        int merged;
        synchronized (lock) {
            if (estado != Estado.OPEN) {
                return;
            }
            merged = pendientes.add(mensaje);
        }
        if (merged > 0) {
            rules.events().conflated(merged);
        }
        pump();
    }

    @Override
    public void accepted() {
        synchronized (lock) {
            sending = false;
        }
        pump();
    }

    /** A connection on which a send failed is of no use; one that is being closed may still carry the close. */
    @Override
    public void failed() {
        synchronized (lock) {
            if (estado != Estado.OPEN) {
                return;
            }
        }
        onClosed();
        socket.disconnect();
    }

    /**
     * Sends what waits, one at a time. A socket may complete a send within the call or at once on another thread: only
     * one thread is in the loop, and the one that leaves it has seen, under the lock, that nothing is to be done.
     */
    private void pump() {
        synchronized (lock) {
            if (pumping) {
                return;
            }
            pumping = true;
        }
        for (Mensaje next = take(); next != null; next = take()) {
            socket.send(next, this);
        }
    }

    private @Nullable Mensaje take() {
        synchronized (lock) {
            Mensaje next = sending ? null : pendientes.next();
            if (next == null) {
                pumping = false;
            } else {
                sending = true;
                since = rules.nanos().getAsLong();
            }
            return next;
        }
    }

    /** Something was read from the peer. Any thread. */
    public void onRead() {
        pulso.onRead(rules.nanos().getAsLong());
    }

    /** The connection has ended. Any thread. */
    public void onClosed() {
        synchronized (lock) {
            estado = Estado.CLOSED;
            pendientes.clear();
        }
    }

    /** Closes the connection, dropping what waits; a peer that does not answer is cut by {@link #tend}. Any thread. */
    public void close(Cierre cierre) {
        synchronized (lock) {
            if (estado != Estado.OPEN) {
                return;
            }
            estado = Estado.CLOSING;
            since = rules.nanos().getAsLong();
            pendientes.clear();
        }
        rules.events().closed(cierre);
        socket.close(cierre);
    }

    /**
     * Does what time demands: pings, closes what is stalled or dead, cuts what does not answer a close. The stream's
     * thread only.
     *
     * @return false when the connection has ended
     */
    public boolean tend() {
        long now = rules.nanos().getAsLong();
        Estado current;
        boolean busy;
        Duration lasting;
        synchronized (lock) {
            current = estado;
            busy = sending;
            lasting = Duration.ofNanos(now - since);
        }
        return switch (current) {
            case CLOSED -> false;
            case CLOSING -> tendClosing(lasting);
            case OPEN -> {
                tendOpen(now, busy, lasting);
                yield true;
            }
        };
    }

    private boolean tendClosing(Duration lasting) {
        if (lasting.compareTo(rules.settings().closeTimeout()) < 0) {
            return true;
        }
        socket.disconnect();
        onClosed();
        return false;
    }

    private void tendOpen(long now, boolean busy, Duration lasting) {
        if (busy) {
            pulso.busy(now);
            if (lasting.compareTo(rules.settings().stallTimeout()) >= 0) {
                close(Cierre.SOBRECARGA);
            }
            return;
        }
        switch (pulso.idle(now)) {
            case PING -> socket.ping();
            case DEAD -> close(Cierre.SIN_RESPUESTA);
            case FINE -> {}
        }
    }
}
