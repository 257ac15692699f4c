package cargue.push.historia;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Whether a client sends more messages than it may (contract 4). One thread at a time. */
final class Ritmo {

    /** What a message leads to. */
    enum Hallazgo {
        FINE,
        /** The message is not obeyed. */
        TOO_MANY,
        /** It has gone on for so long that the connection ends. */
        HOPELESS
    }

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Bucket bucket;
    private final long patience;
    private boolean over;
    private long overSince;
    private long overAt;

    /**
     * @param bucket what it may send
     * @param patience how long it may go on sending more
     */
    Ritmo(Bucket bucket, Duration patience) {
        this.bucket = bucket;
        this.patience = patience.toNanos();
    }

    Hallazgo onMessage(long now) {
        if (bucket.tryConsume(1)) {
            return Hallazgo.FINE;
        }
        // Who keeps to the limit for a while is as good as new.
        if (!over || now - overAt > PAUSE) {
            over = true;
            overSince = now;
        }
        overAt = now;
        return now - overSince >= patience ? Hallazgo.HOPELESS : Hallazgo.TOO_MANY;
    }
}
