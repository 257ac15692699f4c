/**
 * The service with a real Kafka, from outside. Not null-marked, like the other packages of tests; without this it would
 * be, since the main sources have a package of this name that is.
 */
@NullUnmarked
package cargue.push.kafka;

import org.jspecify.annotations.NullUnmarked;
