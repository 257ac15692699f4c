/** WebSocket frames as a client reads and writes them. */
@NullMarked
package cargue.faults.socket;

import org.jspecify.annotations.NullMarked;
