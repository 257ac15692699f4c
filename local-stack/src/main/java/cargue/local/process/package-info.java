/**
 * Child processes on this machine and what they need: a data directory that one owner has at a time, ports, the JDK,
 * signals, bounded waits. Knows nothing of PostgreSQL, Kafka or the services.
 */
@NullMarked
package cargue.local.process;

import org.jspecify.annotations.NullMarked;
