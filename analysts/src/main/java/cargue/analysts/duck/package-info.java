/** DuckDB inside this process, with bounded memory, and the events as it reads and writes them. */
@NullMarked
package cargue.analysts.duck;

import org.jspecify.annotations.NullMarked;
