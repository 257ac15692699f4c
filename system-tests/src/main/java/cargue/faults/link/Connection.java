package cargue.faults.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.function.Consumer;

/** One connection of a link, copied by two threads. */
final class Connection {

    private static final int BUFFER = 64 * 1024;

    private final Socket caller;
    private final Socket called;
    private final Gate gate;
    private final Consumer<Connection> gone;
    private final byte[] mark;
    private volatile boolean half;
    private volatile boolean marked;

    Connection(Socket caller, Socket called, Gate gate, byte[] mark, Consumer<Connection> gone) throws IOException {
        this.caller = caller;
        this.called = called;
        this.gate = gate;
        this.mark = mark;
        this.gone = gone;
        caller.setTcpNoDelay(true);
        called.setTcpNoDelay(true);
    }

    void upstream() {
        copy(caller, called, true);
    }

    void downstream() {
        copy(called, caller, false);
    }

    /** The mark comes early, in what a caller says of itself. */
    private void look(byte[] bytes, int length) {
        if (!marked && mark.length > 0 && Watch.contains(bytes, length, mark)) {
            marked = true;
        }
    }

    private void copy(Socket from, Socket to, boolean upstream) {
        try {
            if (!passOn(from, to, upstream) && upstream) {
                from.getInputStream().transferTo(OutputStream.nullOutputStream()); // until the caller gives up
            }
        } catch (IOException e) {
            // One side has ended the connection, or the link has; the other is told below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Not when it became half-open: then the caller is not told, and its own thread waits until it gives up.
            if (!half || upstream) {
                end(caller);
                end(called);
                gone.accept(this);
            }
        }
    }

    /** Tells whether it came to the stream's end; not when the connection became half-open. */
    private boolean passOn(Socket from, Socket to, boolean upstream) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (upstream) {
                    look(buffer, n);
                    gate.watch().upstream(this, buffer, n);
                }
                gate.pass(upstream, marked);
                if (half) {
                    return false;
                }
                out.write(buffer, 0, n);
                if (!upstream) {
                    gate.watch().downstream(this, buffer, n);
                }
            }
            return true;
        } catch (IOException e) {
            if (half) {
                return false;
            }
            throw e;
        }
    }

    /** The called's side ends; the caller's stays open, and silent, until the link is closed. */
    void halve() {
        half = true;
        end(called);
    }

    /** Ends both sides without the politeness of TCP. */
    void reset() {
        try {
            caller.setSoLinger(true, 0);
            called.setSoLinger(true, 0);
        } catch (IOException e) {
            // It has ended already.
        }
        end(caller);
        end(called);
        gone.accept(this);
    }

    static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
