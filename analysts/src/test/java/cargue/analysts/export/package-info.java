@NullMarked
package cargue.analysts.export;

import org.jspecify.annotations.NullMarked;
