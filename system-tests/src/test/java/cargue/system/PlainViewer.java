package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the plain stream that judges what it gets. It knows no position: each connection begins anew. */
final class PlainViewer implements TextSocket.Reader, AutoCloseable {

    private final Trace trace = new Trace();
    private final String vendedorId;
    private final Filter filter;
    private final PlainRows rows;
    private @Nullable TextSocket socket;
    private CompletableFuture<Integer> closed = new CompletableFuture<>();
    private boolean live;
    private long lastReplayed;

    PlainViewer(String vendedorId, Filter filter) {
        this.vendedorId = vendedorId;
        this.filter = filter;
        this.rows = new PlainRows(vendedorId, filter, trace::violated);
    }

    PlainViewer connect(String nodeUrl) {
        connecting(nodeUrl).join();
        return this;
    }

    synchronized CompletableFuture<TextSocket> connecting(String nodeUrl) {
        close();
        closed = new CompletableFuture<>();
        rows.clear();
        live = false;
        lastReplayed = 0;
        trace.add("-> " + nodeUrl);
        TextSocket opening =
                TextSocket.open(nodeUrl, "/ws/cargue/" + vendedorId + "/" + filter.query(null), null, this);
        socket = opening;
        return opening.opened().whenComplete((opened, e) -> {
            if (e != null) {
                refused(opening, e);
            }
        });
    }

    private synchronized void refused(TextSocket opening, Throwable e) {
        trace.add("refused: " + e);
        if (socket == opening) {
            socket = null;
        }
    }

    synchronized boolean isConnected() {
        return socket != null;
    }

    Filter filter() {
        return filter;
    }

    synchronized void stall() {
        if (socket != null) {
            trace.add("-- stalled");
            socket.stall();
        }
    }

    synchronized void wake() {
        if (socket != null) {
            trace.add("-- awake");
            socket.wake();
        }
    }

    synchronized Map<String, Sheet.Row> rows() {
        return rows.rows();
    }

    List<String> violations() {
        return trace.violations();
    }

    void assertSound() {
        assertThat(violations()).as(toString()).isEmpty();
    }

    /** The close code, once the server has closed. */
    int closeCode() throws Exception {
        CompletableFuture<Integer> end;
        synchronized (this) {
            end = closed;
        }
        return end.get(V1Viewer.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public synchronized void text(TextSocket from, String text) {
        if (from != socket) {
            return;
        }
        trace.add("<- " + text);
        try {
            Documented.message(Documented.ONE, text);
            JsonNode message = Api.JSON.readTree(text);
            long seq = message.get("seq").longValue();
            if (message.has("replay")) {
                if (live || seq <= lastReplayed) {
                    trace.violated("replay out of order: " + text);
                }
                lastReplayed = seq;
            } else {
                live = true;
            }
            rows.take(message);
        } catch (RuntimeException e) { // whatever is not as the contract says, and a mistake in this class
            trace.violated("not understood: " + e);
        }
    }

    @Override
    public synchronized void closed(TextSocket from, int code) {
        if (from == socket) {
            trace.add("<- closed " + code);
            socket = null;
            closed.complete(code);
        }
    }

    @Override
    public synchronized void close() {
        if (socket != null) {
            socket.drop();
            socket = null;
            trace.add("-- dropped");
        }
    }

    @Override
    public synchronized String toString() {
        return "plain viewer of " + vendedorId + " " + filter + trace;
    }
}
