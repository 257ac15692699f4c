package cargue.push.stream;

import cargue.contract.Latido;
import cargue.push.OwnedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far behind the database what is shown is (contract 4): what the ingest instances say they still have to send, and
 * how long this node has not had all that Kafka holds. By this node's own clock only.
 */
@OwnedBy(PushStream.THREAD)
final class Atraso {

    /** What makes a difference to a person who looks at a sheet. */
    enum Kind {
        LIVE,
        BEHIND,
        UNKNOWN;

        static Kind of(@Nullable Long seconds) {
            if (seconds == null) {
                return UNKNOWN;
            }
            return seconds == 0 ? LIVE : BEHIND;
        }
    }

    /** A sign of life older than this says nothing. */
    static final Duration HEARD_WITHIN = Duration.ofSeconds(10);

    /** Ingest instances that are remembered; more are restarts, of which the oldest is forgotten soon. */
    private static final int MAX_INSTANCES = 1000;

    private record Heard(long pendienteS, long at) {}

    private final Map<String, Heard> heard = new HashMap<>();
    private @Nullable LogEnds ends;

    /** From now on, how far this node itself is. Null: it reads nothing. */
    void measureBy(@Nullable LogEnds logEnds) {
        ends = logEnds;
    }

    /** An ingest instance has said how far it is. */
    void heard(Latido latido, long now) {
        if (heard.size() < MAX_INSTANCES || heard.containsKey(latido.instancia())) {
            heard.put(latido.instancia(), new Heard(latido.pendienteS(), now));
        }
    }

    /** Whole seconds; 0: live; null: not known. */
    @Nullable
    Long seconds(long now) {
        heard.values().removeIf(said -> now - said.at() > HEARD_WITHIN.toNanos());
        LogEnds own = ends;
        if (own == null || heard.isEmpty()) {
            return null;
        }
        Long lag = own.lagSeconds(now);
        if (lag == null) {
            return null;
        }
        long pending =
                heard.values().stream().mapToLong(Heard::pendienteS).max().orElse(0);
        return Math.max(lag, pending);
    }
}
