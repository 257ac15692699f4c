package cargue.push.stream;

import cargue.push.OwnedBy;
import cargue.push.PushSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Predicate;

/**
 * Answers those who arrive, at once if that is right. Who has a position above this node's waits until the node has what
 * Kafka held at that moment: either the position is then there, or it never was. After a pause of the process everyone
 * waits, since the node may be behind without knowing. The wait is bounded; so is the number of those who wait.
 */
@OwnedBy(PushStream.THREAD)
final class Llegadas {

    private record Waiting(Llegada llegada, long since) {}

    private final StreamState state;
    private final LogEnds ends;
    private final PushSettings settings;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long freshSince;

    Llegadas(StreamState state, LogEnds ends, PushSettings settings, long now) {
        this.state = state;
        this.ends = ends;
        this.settings = settings;
        this.freshSince = now;
    }

    /** The process stood still: nothing that this node knows may be served as new before Kafka was asked again. */
    void standstill(long now) {
        freshSince = now;
        ends.reached(now); // asks
    }

    /** Those who wait after one standstill are answered before the next counts, else slow turns would starve them. */
    boolean mayStandStillAgain(long now) {
        return isFresh() || now - freshSince >= settings.positionWait().toNanos();
    }

    /** Whether nothing happened that makes this node's state doubtful. */
    boolean isFresh() {
        return ends.reached(freshSince);
    }

    void arrive(Llegada llegada, long now) {
        if (llegada.isGone()) {
            return;
        }
        if (answers(llegada, now)) {
            serve(llegada);
        } else if (waiting.size() >= settings.joinQueue()) {
            llegada.refuse();
        } else {
            waiting.add(new Waiting(llegada, now));
        }
    }

    private void serve(Llegada llegada) {
        if (state.isOutOfReach(llegada.peticion())) {
            llegada.refuse(); // asked again, it is told why
        } else {
            llegada.serve(state);
        }
    }

    private boolean answers(Llegada llegada, long since) {
        return isFresh() && (!state.isAhead(llegada) || ends.reached(since));
    }

    /** Answers those who can be answered now, and refuses those who have waited for too long. */
    void look(long now) {
        Duration limit = settings.positionWait();
        for (int left = waiting.size(); left > 0; left--) {
            Waiting first = waiting.remove();
            if (first.llegada().isGone()) {
                continue;
            }
            if (answers(first.llegada(), first.since())) {
                serve(first.llegada());
            } else if (now - first.since() >= limit.toNanos()) {
                first.llegada().refuse();
            } else {
                waiting.add(first);
            }
        }
    }

    int count(Predicate<Llegada> which) {
        return (int)
                waiting.stream().filter(entry -> which.test(entry.llegada())).count();
    }

    /** Takes back those who wait and are no longer wanted. */
    void remove(Predicate<Llegada> unwanted) {
        waiting.removeIf(entry -> unwanted.test(entry.llegada()));
    }

    void refuseAll() {
        waiting.forEach(entry -> entry.llegada().refuse());
        waiting.clear();
    }
}
