package cargue.push.viewer;

import cargue.push.OwnedBy;
import cargue.push.PushSettings;
import cargue.push.wire.Texto;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open connection. The stream's thread pumps what is due into its socket, one message at a time, and never waits for
 * it to be taken. {@link #tend} must be called every second or so by that thread: it pings, and closes what is stalled or
 * dead.
 */
public final class Viewer implements ViewerSocket.Completion {

    private enum Estado {
        OPEN,
        CLOSING,
        CLOSED
    }

    /** Who holds the message that was handed to the socket last. */
    private enum Envio {
        /** Nobody: the socket is free. */
        FREE,
        /** The stream's thread is inside the socket's call. */
        WITHIN_CALL,
        /** The network. */
        UNDER_WAY
    }

    private static final Logger LOG = LoggerFactory.getLogger(Viewer.class);

    private final ViewerSocket socket;
    private final ViewerRules rules;
    private final Pulso pulso;
    private final AtomicReference<Envio> envio = new AtomicReference<>(Envio.FREE);

    @OwnedBy("push-stream")
    private @Nullable Fuente fuente;

    @OwnedBy("push-stream")
    private long sendingSince;

    @OwnedBy("push-stream")
    private int sendingBytes;

    /** Guards the fields below; never held while the socket is called. */
    private final Object lock = new Object();

    private Estado estado = Estado.OPEN;
    private long closingSince;

    /** A viewer whose connection is open. */
    public Viewer(ViewerSocket socket, ViewerRules rules) {
        this.socket = socket;
        this.rules = rules;
        this.pulso = new Pulso(rules.settings(), rules.nanos().getAsLong());
    }

    /** From where it is to be sent what is due. The stream's thread. */
    public void feedFrom(Fuente source) {
        fuente = source;
    }

    /** Sends what is due until the network does not take it at once. The stream's thread. */
    public void pump() {
        Fuente source = fuente;
        if (source == null) {
            return;
        }
        while (envio.get() == Envio.FREE && isOpen()) {
            Texto next = source.next();
            if (next == null) {
                return;
            }
            send(next);
        }
    }

    /**
     * A socket may complete a send within the call, at once on another thread, or much later. Only in the first case the
     * loop above goes on; in the others it has ended or will have, and the viewer is handed back to the stream's thread.
     */
    private void send(Texto texto) {
        sendingSince = rules.nanos().getAsLong();
        sendingBytes = texto.length();
        envio.set(Envio.WITHIN_CALL);
        guard(() -> socket.send(texto, this));
        envio.compareAndSet(Envio.WITHIN_CALL, Envio.UNDER_WAY);
    }

    @Override
    public void accepted() {
        if (envio.getAndSet(Envio.FREE) == Envio.UNDER_WAY) {
            rules.ready().accept(this);
        }
    }

    /** A connection on which a send failed is of no use; one that is being closed may still carry the close. */
    @Override
    public void failed() {
        synchronized (lock) {
            if (estado != Estado.OPEN) {
                return;
            }
        }
        cut();
    }

    private void cut() {
        onClosed();
        try {
            socket.disconnect();
        } catch (RuntimeException e) {
            socketFailed(e);
        }
    }

    /** A socket that throws is a broken one; it must not end the thread that serves all others. */
    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            socketFailed(e);
            cut();
        }
    }

    private void socketFailed(RuntimeException e) {
        rules.events().failed();
        LOG.warn("a viewer's socket failed, the viewer is cut", e);
    }

    /** Whether the socket would take a message now. The stream's thread. */
    public boolean isFree() {
        return envio.get() == Envio.FREE && isOpen();
    }

    /** The length of the message that the network has not taken whole; 0 when there is none. The stream's thread. */
    public int queuedBytes() {
        return envio.get() == Envio.FREE ? 0 : sendingBytes;
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
    }

    /** Whether the connection is neither closed nor being closed. Any thread. */
    public boolean isOpen() {
        synchronized (lock) {
            return estado == Estado.OPEN;
        }
    }

    /** Closes the connection; a peer that does not answer is cut by {@link #tend}. Any thread. */
    public void close(Cierre cierre) {
        if (startClosing()) {
            rules.events().closed(cierre);
            guard(() -> socket.close(cierre));
        }
    }

    /** Closes the connection after a last message, if the socket is free for one. The stream's thread. */
    public void close(Cierre cierre, Texto farewell) {
        if (isFree() && startClosing()) {
            rules.events().closed(cierre);
            send(farewell);
            guard(() -> socket.close(cierre));
        } else {
            close(cierre);
        }
    }

    private boolean startClosing() {
        synchronized (lock) {
            if (estado != Estado.OPEN) {
                return false;
            }
            estado = Estado.CLOSING;
            closingSince = rules.nanos().getAsLong();
            return true;
        }
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
            cut();
            return false;
        }
        return current != Estado.CLOSED;
    }

    private void tendOpen(long now) {
        PushSettings settings = rules.settings();
        if (envio.get() != Envio.FREE) {
            pulso.busy(now);
            if (reached(now - sendingSince, settings.stallTimeout())) {
                close(Cierre.SOBRECARGA);
            }
            return;
        }
        if (!socket.hearsPings()) {
            return;
        }
        switch (pulso.idle(now)) {
            case PING -> guard(socket::ping);
            case DEAD -> close(Cierre.SIN_RESPUESTA);
            case FINE -> {}
        }
    }

    private static boolean reached(long nanos, Duration limit) {
        return nanos >= limit.toNanos();
    }
}
