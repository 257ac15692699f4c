/** What a machine tells of time, memory and sockets. */
@NullMarked
package cargue.bench.measure;

import org.jspecify.annotations.NullMarked;
