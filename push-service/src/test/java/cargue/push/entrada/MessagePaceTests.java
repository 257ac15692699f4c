package cargue.push.entrada;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.entrada.MessagePace.Finding;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagePaceTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private long now;
    private final Bucket bucket = Bucket.builder()
            .addLimit(limit -> limit.capacity(50).refillGreedy(50, Duration.ofSeconds(1)))
            .withCustomTimePrecision(new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return now;
                }

                @Override
                public boolean isWallClockBased() {
                    return false;
                }
            })
            .build();
    private final MessagePace pace = new MessagePace(() -> bucket, PATIENCE);

    @Test
    void takesFiftyASecondForEver() {
        assertThat(send(50, 60)).containsOnlyKeys(Finding.FINE);
    }

    @Test
    void refusesWhatIsOverAndSaysSoOnceASecond() {
        Map<Finding, Integer> found = send(100, 5);

        assertThat(found.get(Finding.FINE)).isBetween(290, 310);
        assertThat(found.get(Finding.REFUSED)).isBetween(4, 5);
        assertThat(found).doesNotContainKey(Finding.OVER);
    }

    @Test
    void endsWithWhoIsStillOverAfterTenSeconds() {
        assertThat(send(100, 9)).doesNotContainKey(Finding.OVER);
        assertThat(send(100, 3)).containsKey(Finding.OVER);
    }

    @Test
    void forgivesWhoSlowsDown() {
        send(100, 8);
        send(10, 3);
        assertThat(send(100, 8)).doesNotContainKey(Finding.OVER);
    }

    private Map<Finding, Integer> send(int perSecond, int seconds) {
        Map<Finding, Integer> found = new EnumMap<>(Finding.class);
        for (int i = 0; i < perSecond * seconds; i++) {
            found.merge(pace.next(now), 1, Integer::sum);
            now += Duration.ofSeconds(1).toNanos() / perSecond;
        }
        return found;
    }
}
