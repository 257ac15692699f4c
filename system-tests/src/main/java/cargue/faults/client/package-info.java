/** Those who use the services in a run: writers, who remember all that they asked for, and viewers, all that they saw. */
@NullMarked
package cargue.faults.client;

import org.jspecify.annotations.NullMarked;
