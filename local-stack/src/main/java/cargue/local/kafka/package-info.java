/** A real Kafka broker in a JVM of its own. {@link cargue.local.kafka.Kafka} is the door. */
@NullMarked
package cargue.local.kafka;

import org.jspecify.annotations.NullMarked;
