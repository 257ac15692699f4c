package cargue.push.http;

import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.entrada.Rechazos;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.ViewerSocket;
import cargue.push.wire.Texto;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * A viewer's socket on an HTTP answer that does not end, written without blocking. Before the first block is written a
 * refusal is still an HTTP status.
 */
final class SseSocket implements ViewerSocket, WriteListener, AsyncListener {

    static final String CONTENT_TYPE = "text/event-stream";

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Rechazos rechazos;
    private final ServletOutputStream out;
    private final AsyncContext async;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Runnable onEnd;

    /** Guards the fields below and every call of {@code out}. */
    private final Object lock = new Object();

    private boolean open;
    private @Nullable Texto next;
    private @Nullable Completion completion;
    private boolean flushDue;
    private @Nullable Cierre closing;
    private boolean refused;

    SseSocket(HttpServletRequest request, HttpServletResponse response, Rechazos rechazos) throws IOException {
        this.request = request;
        this.response = response;
        this.rechazos = rechazos;
        this.async = request.startAsync();
        this.async.setTimeout(0); // the stream itself judges who is gone
        this.out = response.getOutputStream();
        response.setContentType(CONTENT_TYPE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would hold events back
        // Slow readers are ours to judge (Viewer); Jetty would end them after 30 s. So the connection serves nothing
        // after.
        response.setHeader("Connection", "close");
        channel().getConnectionMetaData().getConnection().getEndPoint().setIdleTimeout(0);
    }

    /**
     * Begins.
     *
     * @param whenEnded is run once, when the connection has ended
     */
    void start(Runnable whenEnded) {
        onEnd = whenEnded;
        async.addListener(this);
        out.setWriteListener(this);
    }

    @Override
    public void send(Texto texto, Completion whenTaken) {
        synchronized (lock) {
            next = texto;
            completion = whenTaken;
        }
        drive();
    }

    @Override
    public void onWritePossible() {
        synchronized (lock) {
            open = true;
        }
        drive();
    }

    /** Writes what is to be written as far as the network takes it. */
    private void drive() {
        Completion taken;
        try {
            synchronized (lock) {
                taken = write();
            }
        } catch (IOException | IllegalStateException e) {
            onError(e);
            return;
        }
        if (taken != null) {
            taken.accepted();
        }
    }

    private @Nullable Completion write() throws IOException {
        if (!open) {
            return null;
        }
        while (out.isReady()) {
            Texto texto = next;
            if (flushDue) {
                flushDue = false;
                out.flush();
            } else if (texto != null) {
                next = null;
                flushDue = true;
                out.write(texto.toBytes());
            } else if (closing != null) {
                finish();
                return null;
            } else {
                Completion taken = completion;
                completion = null;
                return taken;
            }
        }
        return null;
    }

    private void finish() throws IOException {
        if (!response.isCommitted() && !refused) {
            refused = true;
            Rechazo rechazo = Rechazo.noDisponible("El servicio no puede atender ahora. Intenta de nuevo.");
            response.setStatus(rechazo.status().value());
            rechazos.headers(rechazo).forEach((name, values) -> response.setHeader(name, values.get(0)));
            out.write(rechazos.body(rechazo));
            if (!out.isReady()) {
                return; // onWritePossible comes back here
            }
        }
        open = false;
        async.complete();
    }

    /** An event stream's client is not asked; a block that it does not take shows that it is gone. */
    @Override
    public boolean hearsPings() {
        return false;
    }

    @Override
    public void ping() {
        throw new UnsupportedOperationException("server-sent events know no ping");
    }

    @Override
    public void close(Cierre cierre) {
        synchronized (lock) {
            closing = cierre;
        }
        drive();
    }

    @Override
    public void disconnect() {
        abort(new IOException("the viewer does not read"));
    }

    private ServletContextRequest channel() {
        return ServletContextRequest.getServletContextRequest(request);
    }

    private void abort(Throwable cause) {
        if (!ended.get()) {
            channel().getServletChannel().abort(cause);
        }
        end();
    }

    @Override
    public void onError(Throwable cause) {
        Completion waiting;
        synchronized (lock) {
            open = false;
            waiting = completion;
            completion = null;
        }
        if (waiting != null) {
            waiting.failed();
        }
        abort(cause); // Jetty leaves that to us
    }

    private void end() {
        Runnable whenEnded = onEnd;
        if (whenEnded != null && ended.compareAndSet(false, true)) {
            whenEnded.run();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
