/** What was refused under a vendedor's lock: kept with the answer, told to those who look for the reason. */
@NullMarked
package cargue.ingest.rechazo;

import org.jspecify.annotations.NullMarked;
