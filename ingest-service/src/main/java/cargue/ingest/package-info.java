/**
 * Takes checks over HTTP, commits them to PostgreSQL and relays them to Kafka. Imports go one way: {@code cambio} (a
 * change) and {@code consulta} (a reading) use {@code vendedor}, {@code idempotency}, {@code outbox} and {@code http};
 * all of them may use {@code planilla} (the sheet), which uses none.
 */
@NullMarked
package cargue.ingest;

import org.jspecify.annotations.NullMarked;
