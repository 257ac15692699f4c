package cargue.push.stream;

import cargue.push.OwnedBy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the phase to all threads and logs each change of it once. Only the stream's thread sets it. */
final class PhaseBoard {

    private static final Logger LOG = LoggerFactory.getLogger(PhaseBoard.class);

    private volatile Phase phase = Phase.STARTING;

    @OwnedBy("push-stream")
    private String detail = "";

    Phase phase() {
        return phase;
    }

    void set(Phase next, String why) {
        boolean changed = next != phase || !why.equals(detail);
        phase = next;
        detail = why;
        if (!changed) {
            return;
        }
        switch (next) {
            case FAILED -> LOG.error("stream {}: {}", next, why);
            case WAITING_FOR_KAFKA, WAITING_FOR_TOPIC -> LOG.warn("stream {}: {}", next, why);
            default -> LOG.info("stream {}: {}", next, why);
        }
    }
}
