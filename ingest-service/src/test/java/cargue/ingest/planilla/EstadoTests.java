package cargue.ingest.planilla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EstadoTests {

    private static final Estado LOADED = Estado.VACIO.withCantidad(10);

    @Test
    void aVWithoutDCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> LOADED.withV(true));
    }

    @Test
    void aDWithoutTotalCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> Estado.VACIO.withD(true));
    }

    @Test
    void untickingDUnticksV() {
        Estado estado = LOADED.withD(true).withV(true).withD(false);

        assertThat(estado.v()).isFalse();
        assertThat(estado.d()).isFalse();
    }

    @Test
    void aTotalOfZeroUnticksBoth() {
        Estado estado = LOADED.withD(true).withV(true).withOthers(a -> a, dctos -> 10, d -> d, v -> v);

        assertThat(estado.total()).isZero();
        assertThat(estado.v()).isFalse();
        assertThat(estado.d()).isFalse();
    }

    @Test
    void theLargestQuantitiesDoNotOverflow() {
        int max = Estado.MAX_CANTIDAD;

        assertThat(Estado.VACIO.withOthers(a -> 0, d -> max, d -> max, v -> max).total())
                .isEqualTo(-3 * max);
        assertThat(Estado.VACIO
                        .withCantidad(max)
                        .withOthers(a -> max, d -> 0, d -> 0, v -> 0)
                        .total())
                .isEqualTo(2 * max);
    }

    @Test
    void noOrderOfChangesBreaksTheRule() {
        Random random = new Random(7);
        Estado estado = Estado.VACIO;
        for (int i = 0; i < 100_000; i++) {
            int n = random.nextInt(4);
            boolean value = random.nextBoolean();
            if (n == 0) {
                estado = estado.withCantidad(random.nextInt(3));
            } else if (n == 1) {
                estado = estado.withOthers(a -> random.nextInt(2), d -> random.nextInt(3), d -> d, v -> v);
            } else if (n == 2) {
                estado = value && estado.total() <= 0 ? estado : estado.withD(value);
            } else {
                estado = value && !estado.d() ? estado : estado.withV(value);
            }
            assertThat(!estado.v() || estado.d()).isTrue();
            assertThat(!estado.d() || estado.total() > 0).isTrue();
        }
    }
}
