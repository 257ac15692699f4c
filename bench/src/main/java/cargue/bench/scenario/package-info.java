/** What is measured, and how. */
@NullMarked
package cargue.bench.scenario;

import org.jspecify.annotations.NullMarked;
