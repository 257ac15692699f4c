package cargue.push.viewer;

import cargue.contract.Posicion;
import cargue.push.PushSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open connection of the plain stream. The stream's thread offers messages and never waits for them to be taken.
 * {@link #tend} must be called every second or so by that thread: it pings, and closes what is stalled or dead.
 */
public final class Viewer {

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
    private final SendLoop sendLoop;

    /** Guards the fields below; never held while the socket is called. */
    private final Object lock = new Object();

    private Estado estado = Estado.OPEN;
    private long closingSince;

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
        this.sendLoop = new SendLoop(socket, rules, this::onBroken);
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
        sendLoop.replay(rows);
    }

    /** Queues a change that is newer than all before; nothing once the viewer is closed. */
    public void offer(Mensaje mensaje) {
        sendLoop.offer(mensaje);
    }

    /** Something was read from the peer. Any thread. */
    public void onRead() {
        pulso.onRead(rules.nanos().getAsLong());
    }

    /** The connection has ended. Any thread. */
    public void onClosed() {
        synchronized (lock) {
            estado = Estado.CLOSED;
        }
        sendLoop.stop();
    }

    /** Closes the connection, dropping what waits; a peer that does not answer is cut by {@link #tend}. Any thread. */
    public void close(Cierre cierre) {
        synchronized (lock) {
            if (estado != Estado.OPEN) {
                return;
            }
            estado = Estado.CLOSING;
            closingSince = rules.nanos().getAsLong();
        }
        sendLoop.stop();
        rules.events().closed(cierre);
        socket.close(cierre);
    }

    /** A connection on which a send failed is of no use; one that is being closed may still carry the close. */
    private void onBroken() {
        synchronized (lock) {
            if (estado != Estado.OPEN) {
                return;
            }
        }
        onClosed();
        socket.disconnect();
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
        long closingFor;
        synchronized (lock) {
            current = estado;
            closingFor = now - closingSince;
        }
        if (current == Estado.OPEN) {
            tendOpen(now);
        } else if (current == Estado.CLOSING
                && reached(closingFor, rules.settings().closeTimeout())) {
            socket.disconnect();
            onClosed();
            return false;
        }
        return current != Estado.CLOSED;
    }

    private void tendOpen(long now) {
        PushSettings settings = rules.settings();
        long sendingFor = sendLoop.sendingFor(now);
        if (sendingFor != SendLoop.IDLE) {
            pulso.busy(now);
            if (reached(sendingFor, settings.stallTimeout())) {
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

    private static boolean reached(long nanos, Duration limit) {
        return nanos >= limit.toNanos();
    }
}
