package cargue.push.viewer;

import cargue.push.PushSettings;
import java.util.function.LongSupplier;

/**
 * What holds for every viewer of a node.
 *
 * @param settings its limits
 * @param nanos a clock that only goes forward, nanoseconds
 * @param events is told what is worth counting
 */
public record ViewerRules(PushSettings settings, LongSupplier nanos, Events events) {

    /** Counts; called from any thread, must not block. */
    public interface Events {

        /** So many waiting messages were replaced by a newer one of the same row. */
        void conflated(int messages);

        /** The server closed a viewer. */
        void closed(Cierre cierre);
    }
}
