package cargue.push.historia;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * The body of an answer, written with a limit of time: a client that takes nothing holds a write up, and then the
 * connection is cut under it. A cut answer ends in the middle, so the client can tell it from a whole one.
 */
final class Escritura implements AutoCloseable {

    private enum Estado {
        IDLE,
        WRITING,
        EXPIRED,
        CLOSED
    }

    private final OutputStream out;
    private final EndPoint connection;
    private final AtomicReference<Estado> estado = new AtomicReference<>(Estado.IDLE);
    private final Future<?> alarm;

    Escritura(HttpServletRequest request, HttpServletResponse response, Alarmas alarmas, Duration limit)
            throws IOException {
        out = response.getOutputStream();
        connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        alarm = alarmas.after(limit, this::expire);
    }

    void write(byte[] bytes) throws IOException {
        begin();
        out.write(bytes);
        end();
    }

    /** Sends what was written; from the first time on the answer can only be completed or cut. */
    void flush() throws IOException {
        begin();
        out.flush();
        end();
    }

    private void begin() throws IOException {
        if (!estado.compareAndSet(Estado.IDLE, Estado.WRITING)) {
            throw new IOException("the time is over");
        }
    }

    private void end() throws IOException {
        if (!estado.compareAndSet(Estado.WRITING, Estado.IDLE)) {
            throw new IOException("the time is over");
        }
    }

    /** Between two writes nothing is to be cut: the next one finds that the time is over. */
    private void expire() {
        if (estado.getAndUpdate(old -> old == Estado.CLOSED ? old : Estado.EXPIRED) == Estado.WRITING) {
            cut();
        }
    }

    /** Ends the connection without the body's end. */
    void cut() {
        connection.close();
    }

    /** From here on the time limit does nothing: the connection may serve its next request. */
    @Override
    public void close() {
        estado.set(Estado.CLOSED);
        alarm.cancel(false);
    }
}
