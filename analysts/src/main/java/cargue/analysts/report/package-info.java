/** One day of sheets as a page for people: {@link cargue.analysts.report.Report} is the door. */
@NullMarked
package cargue.analysts.report;

import org.jspecify.annotations.NullMarked;
