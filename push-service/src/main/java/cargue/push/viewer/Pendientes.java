package cargue.push.viewer;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be sent to one viewer, in ascending seq. Up to a limit each message waits by itself, so that a viewer
 * which keeps up gets every change even when they come in a burst. Over the limit the messages are conflated by row,
 * the latest state of each at its own place in the order, until all is sent; so a viewer that does not read costs at
 * most the limit or the rows of its sheets. Not thread-safe.
 */
final class Pendientes {

    private final ArrayDeque<Mensaje> each = new ArrayDeque<>();
    private final LinkedHashMap<Renglon, Mensaje> latest = new LinkedHashMap<>();
    private int limit;

    /** @param limit messages that may wait unmerged */
    Pendientes(int limit) {
        this.limit = limit;
    }

    /** Lets so many more messages wait unmerged: the rows of a replay, of which there is one each. */
    void raiseLimit(int more) {
        limit += more;
    }

    /** Adds a message that is newer than all before; returns how many waiting ones it made superfluous. */
    int add(Mensaje mensaje) {
        if (latest.isEmpty() && each.size() < limit) {
            each.add(mensaje);
            return 0;
        }
        int merged = 0;
        for (Mensaje waiting = each.poll(); waiting != null; waiting = each.poll()) {
            merged += conflate(waiting);
        }
        return merged + conflate(mensaje);
    }

    private int conflate(Mensaje mensaje) {
        // Removed first, so that the row moves to the end: a viewer must never see seq go back.
        Mensaje superfluous = latest.remove(mensaje.renglon());
        latest.put(mensaje.renglon(), mensaje);
        return superfluous == null ? 0 : 1;
    }

    /** Takes the oldest; null when nothing waits. */
    @Nullable
    Mensaje next() {
        if (latest.isEmpty()) {
            return each.poll();
        }
        Map.Entry<Renglon, Mensaje> oldest = latest.entrySet().iterator().next();
        latest.remove(oldest.getKey());
        return oldest.getValue();
    }

    void clear() {
        each.clear();
        latest.clear();
    }
}
