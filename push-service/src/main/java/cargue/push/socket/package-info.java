/**
 * The way in for viewers: handshake, its refusals, and the Jetty session behind a viewer.
 */
@NullMarked
package cargue.push.socket;

import org.jspecify.annotations.NullMarked;
