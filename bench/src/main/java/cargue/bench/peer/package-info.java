/** The systems that are measured beside each other. */
@NullMarked
package cargue.bench.peer;

import org.jspecify.annotations.NullMarked;
