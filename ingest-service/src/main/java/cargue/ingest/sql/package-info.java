/**
 * Statements as PostgreSQL gets them: several in one round trip, and rows of values in one statement.
 */
@NullMarked
package cargue.ingest.sql;

import org.jspecify.annotations.NullMarked;
