/** Judges what was seen of a run: a pure function from a history to what in it breaks a promise. */
@NullMarked
package cargue.faults.checker;

import org.jspecify.annotations.NullMarked;
