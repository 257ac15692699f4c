/**
 * The sellers, and the counter of each one's events.
 */
@NullMarked
package cargue.ingest.vendedor;

import org.jspecify.annotations.NullMarked;
