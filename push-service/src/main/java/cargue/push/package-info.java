/**
 * push-service: reads every partition of the topic {@code cargue-checks}, keeps each vendedor's rows in memory and sends
 * each change to the viewers of its sheet. This package holds what all features share: settings, clock, thread marker.
 *
 * <p>Imports go one way: {@code socket} and {@code health} to {@code stream}, {@code stream} to {@code viewer}.
 */
@NullMarked
package cargue.push;

import org.jspecify.annotations.NullMarked;
