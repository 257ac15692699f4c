package cargue.faults.fault;

import cargue.faults.link.Watch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Waits on an instance's ways to Kafka for the relay's next produce request, and for its answer. Kafka's protocol begins a
 * request with its length, the call's number (produce is 0), its version and an id, which the answer repeats after its
 * length. Any thread.
 */
final class SendWatch implements Watch {

    private static final byte[] EVENT = "\"type\":\"check_update\"".getBytes(StandardCharsets.UTF_8);
    private static final int CALL = 4;
    private static final int REQUEST_ID = 8;
    private static final int ANSWER_ID = 4;

    private final Runnable sent;
    private boolean over;
    private boolean acknowledged;
    private @Nullable Object connection;
    private int id;

    /** @param sent is run once, before the request goes on to Kafka */
    SendWatch(Runnable sent) {
        this.sent = sent;
    }

    @Override
    public synchronized void upstream(Object from, byte[] bytes, int length) {
        if (over || connection != null || length < REQUEST_ID + Integer.BYTES) {
            return;
        }
        ByteBuffer request = ByteBuffer.wrap(bytes, 0, length);
        if (request.getShort(CALL) == 0 && Watch.contains(bytes, length, EVENT)) {
            connection = from;
            id = request.getInt(REQUEST_ID);
            sent.run();
        }
    }

    @Override
    public synchronized void downstream(Object to, byte[] bytes, int length) {
        if (to == connection && length >= ANSWER_ID + Integer.BYTES) {
            acknowledged |= ByteBuffer.wrap(bytes, 0, length).getInt(ANSWER_ID) == id;
        }
    }

    /** Whether events are on their way. */
    synchronized boolean isSent() {
        return connection != null;
    }

    /** Whether Kafka's answer to them has reached the relay. */
    synchronized boolean isAcknowledged() {
        return acknowledged;
    }

    /** From now on it does nothing, also when a piece is being looked at. */
    synchronized void end() {
        over = true;
    }
}
