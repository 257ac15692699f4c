package cargue.push.viewer;

import cargue.push.wire.Texto;
import org.jspecify.annotations.Nullable;

/**
 * Where a viewer's messages come from. Nothing waits in the viewer: it asks when its socket is free, and gets what is due
 * then. So a viewer that does not read costs nothing but its place. The stream's thread only.
 */
@FunctionalInterface
public interface Fuente {

    /** The next message; null when the viewer has everything. */
    @Nullable
    Texto next();
}
