/**
 * Begins every vendedor's numbering anew, after the database or the topic lost what the other has. Runs instead of the
 * service: without a web server, a relay or Kafka.
 */
@NullMarked
package cargue.ingest.epoca;

import org.jspecify.annotations.NullMarked;
