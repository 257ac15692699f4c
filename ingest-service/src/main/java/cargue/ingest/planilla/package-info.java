/**
 * A vendedor's sheet of a dia and a fecha, and its rows as stored in PostgreSQL. Knows nothing of calls and answers.
 */
@NullMarked
package cargue.ingest.planilla;

import org.jspecify.annotations.NullMarked;
