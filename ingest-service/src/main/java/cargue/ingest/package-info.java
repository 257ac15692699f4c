/**
 * Takes checks over HTTP, commits them to PostgreSQL and relays them to Kafka. Imports go one way: {@code cambio} (a
 * change), {@code consulta} (a reading) and {@code epoca} (numberings that begin anew) use {@code vendedor}, {@code
 * idempotency}, {@code outbox} and {@code http}; all of them may use {@code planilla} (the sheet), which uses none.
 */
@NullMarked
package cargue.ingest;

import org.jspecify.annotations.NullMarked;
