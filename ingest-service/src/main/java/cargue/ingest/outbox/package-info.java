/**
 * The way from a committed event to Kafka: the event log, the relay that publishes it in order, the topics, the
 * heartbeat that tells how far the relay is, and the pruning of what Kafka no longer holds.
 */
@NullMarked
package cargue.ingest.outbox;

import org.jspecify.annotations.NullMarked;
