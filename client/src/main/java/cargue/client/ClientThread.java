package cargue.client;

import java.time.Duration;

/** The one thread on which a client lives, and its clock. */
interface ClientThread {

    /** Nanoseconds since some moment; only differences mean something. Any thread. */
    long now();

    /** Runs a task after those that were given before; does nothing once the client is closed. Any thread. */
    void execute(Runnable task);

    /** Runs a task later; does nothing once the client is closed. Any thread. */
    Timer schedule(Duration delay, Runnable task);

    /** A task that waits for its time. */
    interface Timer {

        /** Nothing happens when it has run. */
        void cancel();
    }
}
