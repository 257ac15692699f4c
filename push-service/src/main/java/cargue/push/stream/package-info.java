/**
 * The one thread that owns the state: it reads the topic, applies each event to its vendedor's rows and offers the change
 * to the viewers. Everything else posts to it.
 */
@NullMarked
package cargue.push.stream;

import org.jspecify.annotations.NullMarked;
