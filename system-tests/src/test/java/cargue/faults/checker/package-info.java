/** Histories made up, right ones and spoiled ones: the checker passes the first and names what is wrong with the others. */
@NullMarked
package cargue.faults.checker;

import org.jspecify.annotations.NullMarked;
