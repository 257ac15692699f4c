package cargue.bench.viewer;

import cargue.bench.socket.Connection;
import cargue.bench.socket.Ending;
import cargue.bench.socket.Loop;

/**
 * One who watches a vendedor. Throws at the first thing that a right server never sends. It keeps what it knows from one
 * connection to the next. Belongs to the loop's thread.
 */
public interface Viewer {

    /** Who looks at what a viewer gets. */
    interface Events {

        /** Its connection is open. */
        default void opened(Viewer viewer) {}

        /**
         * It took a message and found it right.
         *
         * @param before its position before the message; the checks after it, up to its position now, are there
         * @param now when the message was read, by {@link System#nanoTime}
         */
        void moved(Viewer viewer, long before, long now);

        /** Not by us. */
        void ended(Viewer viewer, Ending ending);
    }

    /** Connects, or connects anew. */
    void connect(Loop loop);

    /** The current or last connection; an IllegalStateException before the first. */
    Connection connection();

    /** Whom it watches. */
    String vendedor();

    /** Whether all that is new comes to it from now on. */
    boolean live();

    /** The number of the last check that it has. */
    long position();

    /** From where a viewer that begins without a snapshot counts: the vendedor's last check before it. */
    void begin(long position);
}
