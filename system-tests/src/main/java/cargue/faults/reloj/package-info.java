/** Gives a JVM another time of day. */
@NullMarked
package cargue.faults.reloj;

import org.jspecify.annotations.NullMarked;
