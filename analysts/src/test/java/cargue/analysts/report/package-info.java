@NullMarked
package cargue.analysts.report;

import org.jspecify.annotations.NullMarked;
