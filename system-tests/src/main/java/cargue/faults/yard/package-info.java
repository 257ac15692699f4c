/** The servers of a run, all real and all child processes, with a link on every way between them. */
@NullMarked
package cargue.faults.yard;

import org.jspecify.annotations.NullMarked;
