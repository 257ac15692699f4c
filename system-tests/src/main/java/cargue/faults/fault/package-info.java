/** What can go wrong in a yard, and the dice that choose it. */
@NullMarked
package cargue.faults.fault;

import org.jspecify.annotations.NullMarked;
