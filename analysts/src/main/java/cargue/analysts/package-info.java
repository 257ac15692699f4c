/**
 * What analysts run: {@code ./cargue export} takes the events out of the topic, {@code ./cargue report} makes a page of
 * one day of sheets. Reads Kafka and never writes to it.
 */
@NullMarked
package cargue.analysts;

import org.jspecify.annotations.NullMarked;
