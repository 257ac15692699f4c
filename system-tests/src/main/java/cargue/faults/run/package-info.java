/** A run: a yard at work, faults, and the judgement of all that was seen. */
@NullMarked
package cargue.faults.run;

import org.jspecify.annotations.NullMarked;
