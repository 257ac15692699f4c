/** {@code ./cargue faults}: everything that can fail is made to fail, and all that was seen is judged. */
@NullMarked
package cargue.faults;

import org.jspecify.annotations.NullMarked;
