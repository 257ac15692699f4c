/**
 * What Kafka still holds of the past, read on demand: the events of a vendedor as they are, and a past day played again.
 * Each reading has a consumer of its own and never touches the stream's thread; how many there are at once, how long one
 * takes and what it holds in memory is bounded by {@link cargue.push.historia.HistoriaSettings}.
 */
@NullMarked
package cargue.push.historia;

import org.jspecify.annotations.NullMarked;
