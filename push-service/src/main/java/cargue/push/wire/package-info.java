/**
 * The messages as they go over the wire (contract 4), encoded once and shared by all who get them. Knows no connection.
 */
@NullMarked
package cargue.push.wire;

import org.jspecify.annotations.NullMarked;
