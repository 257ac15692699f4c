package cargue.push.viewer;

import cargue.push.PushSettings;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What holds for every viewer of a node.
 *
 * @param settings its limits
 * @param nanos a clock that only goes forward, nanoseconds
 * @param events is told what is worth counting
 * @param ready is given a viewer whose socket has become free on another thread than the stream's; the stream's thread
 *     then calls {@link Viewer#pump}
 */
public record ViewerRules(PushSettings settings, LongSupplier nanos, Events events, Consumer<Viewer> ready) {

    /** Counts; called from any thread, must not block. */
    public interface Events {

        /** The server closed a viewer. */
        void closed(Cierre cierre);

        /** A viewer's socket threw; the viewer is cut. */
        void failed();
    }
}
