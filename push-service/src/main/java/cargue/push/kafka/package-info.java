/**
 * Kafka as this service uses it: clients with the connection settings under {@code spring.kafka}, and records read as
 * events. Knows no viewer and no stream.
 */
@NullMarked
package cargue.push.kafka;

import org.jspecify.annotations.NullMarked;
