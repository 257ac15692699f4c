package cargue.push.stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the phase to all threads and logs each change of it once. Only the stream's thread sets it. */
final class PhaseBoard {

    private static final Logger LOG = LoggerFactory.getLogger(PhaseBoard.class);

    /** @param detail why, for operators */
    private record Sight(Phase phase, String detail) {}

    private volatile Sight sight = new Sight(Phase.STARTING, "");

    Phase phase() {
        return sight.phase();
    }

    String detail() {
        return sight.detail();
    }

    void set(Phase next, String why) {
        Sight after = new Sight(next, why);
        if (after.equals(sight)) {
            return;
        }
        sight = after;
        switch (next) {
            case FAILED -> LOG.error("stream {}: {}", next, why);
            case WAITING_FOR_KAFKA, WAITING_FOR_TOPIC -> LOG.warn("stream {}: {}", next, why);
            default -> LOG.info("stream {}: {}", next, why);
        }
    }
}
