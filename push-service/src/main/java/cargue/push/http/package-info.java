/**
 * The same stream for those who speak no WebSocket: the planilla as it is, and server-sent events.
 */
@NullMarked
package cargue.push.http;

import org.jspecify.annotations.NullMarked;
