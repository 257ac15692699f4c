/**
 * The answers that are repeated when a request comes again with its key.
 */
@NullMarked
package cargue.ingest.idempotency;

import org.jspecify.annotations.NullMarked;
