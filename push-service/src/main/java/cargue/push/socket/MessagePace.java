package cargue.push.socket;

import cargue.push.PushSettings;
import cargue.push.entrada.Limites;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast a client sends: over the limit its messages are refused, and it is told so once a second; who goes on for
 * longer than the patience is over. One connection's reading thread at a time.
 */
final class MessagePace {

    enum Finding {
        FINE,
        REFUSED,
        SILENTLY_REFUSED,
        OVER
    }

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Limites limites;
    private final long patience;
    private @Nullable Bucket bucket;
    private boolean refusing;
    private long refusingSince;
    private long lastRefused;
    private long lastSaid;

    MessagePace(Limites limites, PushSettings settings) {
        this.limites = limites;
        this.patience = settings.messagesPatience().toNanos();
    }

    /** What to do with the next message. */
    Finding next(long now) {
        Bucket tokens = bucket;
        if (tokens == null) {
            tokens = limites.messages();
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
