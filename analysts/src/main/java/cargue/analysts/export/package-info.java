/** The topic's events in a file, each once: {@link cargue.analysts.export.Export} is the door. */
@NullMarked
package cargue.analysts.export;

import org.jspecify.annotations.NullMarked;
