package cargue.bench.socket;

import java.nio.ByteBuffer;

/** What happens to a connection. Called on the loop's thread; an exception fails the loop, which says so to all. */
public interface ConnectionListener {

    /** The server has upgraded. */
    void opened(Connection connection);

    /**
     * A whole text message.
     *
     * @param message valid only within the call; it has an array
     * @param now when its last byte was read, by {@link System#nanoTime}
     */
    void text(Connection connection, ByteBuffer message, long now);

    /** It is over, and not by {@link Connection#close} or {@link Connection#drop}. */
    void ended(Connection connection, Ending ending);
}
