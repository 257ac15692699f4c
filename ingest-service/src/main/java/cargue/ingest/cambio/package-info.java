/**
 * Changes of rows: what a call asks for, the rules that decide it, and the one transaction that stores the row, its
 * event and the answer under the vendedor's lock.
 */
@NullMarked
package cargue.ingest.cambio;

import org.jspecify.annotations.NullMarked;
