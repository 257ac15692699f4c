/** A broadcast as most people write it first, for the bench to compare with. */
@NullMarked
package cargue.bench.spring;

import org.jspecify.annotations.NullMarked;
