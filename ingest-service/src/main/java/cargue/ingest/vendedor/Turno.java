package cargue.ingest.vendedor;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A vendedor's place in its numbering, read under its lock: valid until the transaction that holds the lock ends.
 *
 * @param lastSeq of the last committed event
 * @param lastAt of that event
 * @param ahora PostgreSQL's clock, read after the lock was got
 */
public record Turno(UUID epoca, long lastSeq, Instant lastAt, Instant ahora) {

    /** When the event after one of this turn happens: now, in milliseconds, and later whatever PostgreSQL's clock does. */
    public Instant after(Instant last) {
        Instant now = ahora.truncatedTo(ChronoUnit.MILLIS);
        return now.isAfter(last) ? now : last.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
    }
}
