/** The least that pushing can cost. */
@NullMarked
package cargue.bench.floor;

import org.jspecify.annotations.NullMarked;
