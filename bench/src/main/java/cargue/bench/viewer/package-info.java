/** Who watches, and what a right server may send them. */
@NullMarked
package cargue.bench.viewer;

import org.jspecify.annotations.NullMarked;
