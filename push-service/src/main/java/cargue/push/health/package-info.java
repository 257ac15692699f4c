/**
 * What the probes are told: whether this node may get viewers, and whether it must be restarted.
 */
@NullMarked
package cargue.push.health;

import org.jspecify.annotations.NullMarked;
