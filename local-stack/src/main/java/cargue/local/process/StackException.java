package cargue.local.process;

import java.io.Serial;

/**
 * Something about the machine or the request that a person can mend. The message is one line that says what is wrong,
 * where, and what to do; it is shown as it is, without a stack trace.
 */
public final class StackException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
