/** Measures the whole as its users meet it: how soon it is ready, what memory it takes, how soon a check is seen. */
@NullMarked
package cargue.bench;

import org.jspecify.annotations.NullMarked;
