package cargue.push.historia;

import java.time.Duration;

/** Whether a client sends more messages than it may: 50 a second (contract 4). Not thread-safe. */
final class Ritmo {

    /** What a message above the limit leads to. */
    enum Hallazgo {
        FINE,
        /** The message is not obeyed. */
        TOO_MANY,
        /** It has gone on for so long that the connection ends. */
        HOPELESS
    }

    static final int MAX_A_SECOND = 50;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int PATIENCE_SECONDS = 10;

    private long windowStart;
    private int inWindow;
    private int secondsOver;

    Ritmo(long now) {
        windowStart = now;
    }

    Hallazgo onMessage(long now) {
        if (now - windowStart >= SECOND) {
            boolean next = now - windowStart < 2 * SECOND;
            secondsOver = next && inWindow > MAX_A_SECOND ? secondsOver + 1 : 0;
            windowStart = next ? windowStart + SECOND : now;
            inWindow = 0;
        }
        inWindow++;
        if (inWindow <= MAX_A_SECOND) {
            return Hallazgo.FINE;
        }
        return secondsOver >= PATIENCE_SECONDS ? Hallazgo.HOPELESS : Hallazgo.TOO_MANY;
    }
}
