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
    private volatile boolean half;

    Connection(Socket caller, Socket called, Gate gate, Consumer<Connection> gone) throws IOException {
        this.caller = caller;
        this.called = called;
        this.gate = gate;
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

    private void copy(Socket from, Socket to, boolean upstream) {
        try {
            if (!passOn(from, to, upstream) && !upstream) {
                return; // half-open: the caller is not told
            }
            if (half) {
                from.getInputStream().transferTo(OutputStream.nullOutputStream()); // until the caller gives up
            }
        } catch (IOException e) {
            // One side has ended the connection, or the link has; the other is told below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(caller);
        end(called);
        gone.accept(this);
    }

    /** Tells whether it came to the stream's end; not when the connection became half-open. */
    private boolean passOn(Socket from, Socket to, boolean upstream) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (upstream) {
                    gate.watch().upstream(buffer, n);
                }
                gate.pass(upstream);
                if (half) {
                    return false;
                }
                out.write(buffer, 0, n);
                if (!upstream) {
                    gate.watch().downstream();
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

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
