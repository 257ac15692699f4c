package cargue.ingest.vendedor;

import java.time.Instant;
import java.util.UUID;

/**
 * A vendedor's place in its numbering, read under its lock: valid until the transaction that holds the lock ends.
 *
 * @param lastSeq of the last committed event
 * @param lastAt of that event
 * @param ahora PostgreSQL's clock, read after the lock was got
 */
public record Turno(UUID epoca, long lastSeq, Instant lastAt, Instant ahora) {}
