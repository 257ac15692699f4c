package cargue.ingest.vendedor;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Posicion;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EpocasTests {

    private static final UUID NOW = UUID.fromString("0198c0de-0000-7abc-8def-000000000001");

    @Test
    void oneOfNowFollowsOneOfThePast() {
        UUID past = UUID.fromString("0198c0dd-ffff-7fff-bfff-ffffffffffff");
        assertThat(Epocas.after(past, NOW)).isEqualTo(NOW);
    }

    @Test
    void oneThatIsNotGreaterIsNotTaken() {
        assertGreater(Epocas.after(NOW, NOW), NOW);
        UUID sameMillisecond = UUID.fromString("0198c0de-0000-7fff-bfff-ffffffffffff");
        assertGreater(Epocas.after(sameMillisecond, NOW), sameMillisecond);
    }

    /** The clock was ahead when the present one was made, and was set right since. */
    @Test
    void oneOfTheFutureIsFollowedByOneJustAboveIt() {
        UUID future = UUID.fromString("0298c0de-ffff-7fff-bfff-ffffffffffff");
        UUID next = Epocas.after(future, NOW);
        assertGreater(next, future);
        assertThat(next.toString()).startsWith("0298c0df-0000-7");
        assertGreater(Epocas.after(next, NOW), next);
    }

    /** Java compares UUIDs signed, PostgreSQL and readers do not. */
    @Test
    void theOrderIsUnsigned() {
        UUID high = UUID.fromString("8298c0de-0000-7000-8000-000000000000");
        assertGreater(Epocas.after(high, NOW), high);
    }

    @Test
    void eachIsGreaterThanTheOneBefore() {
        UUID first = Epocas.first();
        UUID second = Epocas.after(first);
        assertGreater(second, first);
        assertGreater(Epocas.after(second), second);
    }

    private static void assertGreater(UUID next, UUID present) {
        assertThat(Posicion.compareEpocas(next, present)).isPositive();
        assertThat(next.version()).isEqualTo(7);
        assertThat(next.variant()).isEqualTo(2);
    }
}
