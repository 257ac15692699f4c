/** TCP ways between what runs, which can be made slow, silent, cut and half-open. */
@NullMarked
package cargue.faults.link;

import org.jspecify.annotations.NullMarked;
