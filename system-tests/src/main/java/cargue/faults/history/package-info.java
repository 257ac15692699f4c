/** What was seen of a run from outside, as plain values: what the checker judges and a failed run keeps. */
@NullMarked
package cargue.faults.history;

import org.jspecify.annotations.NullMarked;
