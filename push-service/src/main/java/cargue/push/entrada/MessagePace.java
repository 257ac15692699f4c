package cargue.push.entrada;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast a client sends: over the limit its messages are refused, and it is told so once a second; who goes on for
 * longer than the patience is over. One connection's reading thread at a time.
 */
public final class MessagePace {

    /** What to do with a message. */
    public enum Finding {
        /** It is within the limit. */
        FINE,
        /** It is not obeyed, and the client is told so. */
        REFUSED,
        /** It is not obeyed; the client was told within this second. */
        SILENTLY_REFUSED,
        /** It has gone on for so long that the connection ends. */
        OVER
    }

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Supplier<Bucket> fresh;
    private final long patience;
    private @Nullable Bucket bucket;
    private boolean refusing;
    private long refusingSince;
    private long lastRefused;
    private long lastSaid;

    /**
     * The pace of a connection on which nothing was sent yet.
     *
     * @param fresh makes the connection's tokens when its first message comes; most never send any
     * @param patience how long it may go on sending over the limit
     */
    public MessagePace(Supplier<Bucket> fresh, Duration patience) {
        this.fresh = fresh;
        this.patience = patience.toNanos();
    }

    /** What to do with the next message. */
    public Finding next(long now) {
        Bucket tokens = bucket;
        if (tokens == null) {
            tokens = fresh.get();
            bucket = tokens;
        }
        if (tokens.tryConsume(1)) {
            return Finding.FINE;
        }
        if (!refusing || now - lastRefused > SECOND) {
            refusing = true;
            refusingSince = now;
            lastSaid = now - SECOND;
        }
        lastRefused = now;
        if (now - refusingSince >= patience) {
            return Finding.OVER;
        }
        if (now - lastSaid >= SECOND) {
            lastSaid = now;
            return Finding.REFUSED;
        }
        return Finding.SILENTLY_REFUSED;
    }
}
