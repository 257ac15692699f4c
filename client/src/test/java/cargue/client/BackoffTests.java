package cargue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private static final double ALMOST_ONE = Math.nextDown(1.0);

    @Test
    void theLimitDoublesUpToTheCap() {
        Backoff backoff = new Backoff(() -> ALMOST_ONE);
        assertThat(IntStream.range(0, 8).mapToObj(i -> backoff.next().toMillis() + 1))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 20_000L, 20_000L);
    }

    @Test
    void theCapHoldsHoweverLongItFails() {
        Backoff backoff = new Backoff(() -> ALMOST_ONE);
        for (int i = 0; i < 10_000; i++) {
            assertThat(backoff.next()).isBetween(Duration.ZERO, Backoff.CAP);
        }
    }

    @Test
    void waitsAreSpreadFromNothingToTheLimitAlsoAtTheCap() {
        Random random = new Random(1);
        Backoff backoff = new Backoff(random::nextDouble);
        IntStream.range(0, 10).forEach(i -> backoff.next());
        long[] quarters = new long[4];
        for (int i = 0; i < 4_000; i++) {
            quarters[(int) (4 * backoff.next().toMillis() / Backoff.CAP.toMillis())]++;
        }
        assertThat(Arrays.stream(quarters)).allMatch(count -> count > 800);
    }

    @Test
    void beginsAnewOnceTheStreamWasRight() {
        Backoff backoff = new Backoff(() -> ALMOST_ONE);
        IntStream.range(0, 5).forEach(i -> backoff.next());
        backoff.reset();
        assertThat(backoff.next()).isLessThan(Backoff.BASE);
    }
}
