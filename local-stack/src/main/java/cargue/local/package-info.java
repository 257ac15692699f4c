/**
 * The whole of Cargue on one machine: {@code ./cargue up}. {@link cargue.local.Main} reads the command line, {@link
 * cargue.local.LocalStack} starts and stops the four servers; each of them can also be used by itself, which is what
 * fault tests do.
 */
@NullMarked
package cargue.local;

import org.jspecify.annotations.NullMarked;
