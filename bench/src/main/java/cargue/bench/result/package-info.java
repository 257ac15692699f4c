/** What was found: kept, told, drawn. */
@NullMarked
package cargue.bench.result;

import org.jspecify.annotations.NullMarked;
