/** Who sends checks, and when. */
@NullMarked
package cargue.bench.load;

import org.jspecify.annotations.NullMarked;
