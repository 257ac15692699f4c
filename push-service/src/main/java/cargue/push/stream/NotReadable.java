package cargue.push.stream;

import org.jspecify.annotations.Nullable;

/** The topic cannot be read now, for a reason that is known; the stream starts anew after a pause. */
final class NotReadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final Phase phase;

    NotReadable(Phase phase, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.phase = phase;
    }

    /** The phase to wait in. */
    Phase phase() {
        return phase;
    }

    /** What to tell the operator. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
