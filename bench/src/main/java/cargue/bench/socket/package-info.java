/**
 * WebSocket clients by the thousand on one thread, for the bench. {@link cargue.bench.socket.Loop} is the door. It
 * checks what a server sends against RFC 6455 and speaks no extension.
 */
@NullMarked
package cargue.bench.socket;

import org.jspecify.annotations.NullMarked;
