/** Serves the pages that are built in this module. */
@NullMarked
package cargue.web;

import org.jspecify.annotations.NullMarked;
