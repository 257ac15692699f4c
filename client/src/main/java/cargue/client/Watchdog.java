package cargue.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a connection is of no use though nobody has closed it: nothing is heard, rows that were asked for do not
 * come, or the server has said farewell and stays. Of the client's thread.
 */
final class Watchdog {

    /** Between the server's signs of life, until it says otherwise. */
    static final Duration LATIDO = Duration.ofSeconds(15);

    /** Longest time between signs of life that is believed. */
    static final Duration MAX_LATIDO = Duration.ofMinutes(5);

    /** What a sign of life may be late. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** How long after its farewell the server may take to close. */
    static final Duration FAREWELL_LIMIT = Duration.ofSeconds(2);

    private Duration limit = limit(LATIDO);
    private long heardAt;
    private @Nullable Long farewellAt;

    Watchdog(long now) {
        heardAt = now;
    }

    private static Duration limit(Duration latido) {
        return latido.multipliedBy(2).plus(GRACE);
    }

    void heard(long now) {
        heardAt = now;
    }

    /** The server has said how often it gives a sign of life. */
    void expect(long latidoS) {
        limit = limit(Duration.ofSeconds(Math.min(latidoS, MAX_LATIDO.toSeconds())));
    }

    void farewell(long now) {
        farewellAt = now;
    }

    /** Why the connection is of no use; empty when it is. */
    Optional<String> look(long now, Collection<Following> followings) {
        if (now - heardAt >= limit.toNanos()) {
            return Optional.of("nothing was heard for " + limit.toSeconds() + " s");
        }
        if (farewellAt != null && now - farewellAt >= FAREWELL_LIMIT.toNanos()) {
            return Optional.of("the server said farewell and did not close");
        }
        return followings.stream().anyMatch(following -> isOverdue(following, now))
                ? Optional.of("the rows did not come within " + limit.toSeconds() + " s")
                : Optional.empty();
    }

    private boolean isOverdue(Following following, long now) {
        return following
                .waitingSince()
                .filter(since -> now - since >= limit.toNanos())
                .isPresent();
    }
}
