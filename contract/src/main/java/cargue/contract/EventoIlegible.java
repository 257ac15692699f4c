package cargue.contract;

import org.jspecify.annotations.Nullable;

/** A value in the topic is no event that this reader knows. The reader's owner counts, logs and skips it. */
public final class EventoIlegible extends Exception {

    private static final long serialVersionUID = 1L;

    EventoIlegible(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
