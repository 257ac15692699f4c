/**
 * A real PostgreSQL from unpacked binaries: its own directory, passwords from the start, loopback only. {@link
 * cargue.local.postgres.Postgres} is the door.
 */
@NullMarked
package cargue.local.postgres;

import org.jspecify.annotations.NullMarked;
