package cargue.faults.checker;

import cargue.faults.history.History;
import cargue.faults.history.Quiet;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** That everybody is served again once nothing fails any more: {@link Rule#CATCH_UP}. */
final class QuietRules {

    /** What a run of faults promises: soon enough that a person who waits for a row does not ask what is wrong. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private QuietRules() {}

    static void check(History history, Violations violations) {
        Set<String> quiet = history.quiets().stream().map(Quiet::viewer).collect(Collectors.toSet());
        history.viewers()
                .forEach(viewing -> violations.check(
                        quiet.contains(viewing.name()),
                        Rule.CATCH_UP,
                        "",
                        () -> viewing.name() + ": nobody looked whether it caught up"));
        history.quiets()
                .forEach(one -> violations.check(
                        one.caughtUp() - one.ended() <= LIMIT.toNanos(), Rule.CATCH_UP, "", one::toString));
    }
}
