/** The project's own services, each in a JVM of its own. {@link cargue.local.service.Service} is the door. */
@NullMarked
package cargue.local.service;

import org.jspecify.annotations.NullMarked;
