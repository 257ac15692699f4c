package cargue.push.entrada;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.Ajustes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitesTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void anAddressThatOpensTooFastIsRefusedAndNoOther() {
        Limites limites = limites("handshakes-per-second", "1", "handshake-burst", "5");
        // Loads what the others need, which must not be slow: a second gives room for one more.
        assertThat(limites.refuses("10.0.0.3", "a")).isEmpty();
        long refused = IntStream.range(0, 10)
                .filter(i -> limites.refuses("10.0.0.1", "a").isPresent())
                .count();

        assertThat(refused).isEqualTo(5);
        assertThat(limites.refuses("10.0.0.1", "a"))
                .hasValueSatisfying(
                        rechazo -> assertThat(rechazo.status().value()).isEqualTo(429));
        assertThat(limites.refuses("10.0.0.2", "a")).isEmpty();
        assertThat(refusals("handshakes")).isEqualTo(6);
    }

    /** A gauge holds what it is given only weakly: a number of its own would be gone with the next collection. */
    @Test
    void tellsItsLimitForAsLongAsItLives() {
        Limites limites = limites("max-viewers", "3000");
        limites.opened("a");
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        assertThat(registry.get("cargue.push.viewers.limit").gauge().value()).isEqualTo(3000);
        assertThat(registry.get("cargue.push.viewers").gauge().value()).isEqualTo(1);
    }

    @Test
    void aUserHasSoManyConnectionsAndTheNodeSoMany() {
        Limites limites = limites("max-viewers-per-user", "2", "max-viewers", "3");
        assertThat(limites.opened("a")).isTrue();
        assertThat(limites.opened("a")).isTrue();
        assertThat(limites.refuses("10.0.0.1", "a"))
                .hasValueSatisfying(
                        rechazo -> assertThat(rechazo.status().value()).isEqualTo(429));
        assertThat(limites.opened("b")).isTrue();
        assertThat(limites.refuses("10.0.0.1", "b"))
                .hasValueSatisfying(
                        rechazo -> assertThat(rechazo.status().value()).isEqualTo(503));
        assertThat(limites.opened("b")).as("who was quicker than its check").isFalse();
        limites.closed("b");
        limites.closed("a");

        assertThat(limites.refuses("10.0.0.1", "a")).isEmpty();
        assertThat(refusals("user")).isEqualTo(1);
        assertThat(refusals("node")).isEqualTo(1);
    }

    private Limites limites(String... settings) {
        return new Limites(Ajustes.with(settings), registry);
    }

    private double refusals(String limit) {
        return registry.counter("cargue.push.handshakes.refused", "limit", limit)
                .count();
    }
}
