package cargue.push.stream;

import cargue.push.OwnedBy;
import java.util.ArrayDeque;

/**
 * The latest events of all vendedores together: at most so many, and at most so many of each. Without the first bound a
 * thousand vendedores with full rings would take what a node's heap is. Over it the oldest of all goes, whosever it is:
 * who is behind by more is given the rows as they are.
 */
@OwnedBy("push-stream")
final class Recientes {

    private final int ofEach;
    private final int ofAll;
    private final Runnable forgotten;

    /** A ring for each event, in the order in which they came; also for those that the ring has given up by itself. */
    private final ArrayDeque<Anillo> order = new ArrayDeque<>();

    /** @param forgotten is told of each event that had to go for the sake of all */
    Recientes(int ofEach, int ofAll, Runnable forgotten) {
        this.ofEach = ofEach;
        this.ofAll = ofAll;
        this.forgotten = forgotten;
    }

    /** The most that a ring holds. */
    int ofEach() {
        return ofEach;
    }

    /** A ring has one more. */
    void added(Anillo anillo) {
        order.add(anillo);
        if (order.size() > ofAll && order.remove().forgetOldest()) {
            forgotten.run();
        }
    }
}
