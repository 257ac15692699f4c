package cargue.push.stream;

import cargue.push.OwnedBy;
import cargue.push.viewer.Cierre;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Sends all connections away over a window, a few at a time, each with its own moment to come back: the nodes that take
 * them in see a stream of arrivals, not a wall.
 */
@OwnedBy(PushStream.THREAD)
final class Drenaje {

    /** No window is longer than this for each connection: six are gone at once. */
    private static final Duration PER_CONNECTION = Duration.ofMillis(1);

    private final Iterator<Conexion> left;
    private final int count;
    private final long start;
    private final long window;
    private int sent;

    Drenaje(List<Conexion> connections, Duration longest, long now) {
        left = connections.iterator();
        count = connections.size();
        start = now;
        window = Math.min(longest.toNanos(), PER_CONNECTION.toNanos() * count);
    }

    /** Sends away those whose turn has come. */
    void look(long now) {
        long elapsed = now - start;
        long due = elapsed >= window ? count : count * elapsed / window;
        while (sent < due && left.hasNext()) {
            left.next().dismiss(Cierre.REINICIO);
            sent++;
        }
    }

    boolean isDone() {
        return !left.hasNext();
    }
}
