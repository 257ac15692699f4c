/**
 * One connection's outbound side: what it asked for, what is still to be sent, when it is closed. Knows no transport.
 */
@NullMarked
package cargue.push.viewer;

import org.jspecify.annotations.NullMarked;
