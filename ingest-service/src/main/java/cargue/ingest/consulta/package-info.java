/** The calls that only read a sheet. */
@NullMarked
package cargue.ingest.consulta;

import org.jspecify.annotations.NullMarked;
