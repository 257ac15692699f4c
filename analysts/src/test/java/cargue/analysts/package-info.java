@NullMarked
package cargue.analysts;

import org.jspecify.annotations.NullMarked;
