package cargue.local.issuer;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows who a name and a password belong to. Of each user so many wrong passwords are heard and no more, whoever says
 * them: all callers of a loopback address look alike. All names that are nobody's count as one user. Any thread.
 */
final class Login {

    /** More than the server has threads, so that right passwords at the same moment do not count as tries. */
    static final int FAILURES = 20;

    /** One more failure is forgiven each time. */
    static final Duration FORGIVEN_AFTER = Duration.ofSeconds(6);

    private final Map<String, Entry> users = new HashMap<>();
    private final Entry nobody;

    Login(List<User> users, TimeMeter clock) {
        users.forEach(user -> this.users.put(user.user(), new Entry(user, bucket(clock))));
        this.nobody = new Entry(null, bucket(clock));
    }

    sealed interface Outcome {

        record Accepted(User user) implements Outcome {}

        record Refused() implements Outcome {}

        /** Too many failures: not even looked at. */
        record Later(Duration delay) implements Outcome {}
    }

    Outcome attempt(String name, String password) {
        Entry entry = users.getOrDefault(name, nobody);
        ConsumptionProbe probe = entry.failures.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            return new Outcome.Later(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        User user = entry.user;
        if (user == null || !isSame(user.password(), password)) {
            return new Outcome.Refused();
        }
        entry.failures.addTokens(1);
        return new Outcome.Accepted(user);
    }

    private record Entry(@Nullable User user, Bucket failures) {}

    private static Bucket bucket(TimeMeter clock) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(FAILURES).refillGreedy(1, FORGIVEN_AFTER))
                .withCustomTimePrecision(clock)
                .build();
    }

    /** In a time that does not tell how much of it was right. */
    private static boolean isSame(String password, String given) {
        return MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
