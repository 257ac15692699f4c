package cargue.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosicionTests {

    private static final UUID EPOCA = UUID.fromString("0198c0de-0000-7000-8000-0000000000ff");

    @Test
    void readsWhatItWrites() {
        Posicion posicion = new Posicion(EPOCA, 57);
        assertThat(posicion).hasToString("0198c0de-0000-7000-8000-0000000000ff:57");
        assertThat(Posicion.parse(posicion.toString())).contains(posicion);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "57",
                "0198c0de-0000-7000-8000-0000000000ff",
                "0198c0de-0000-7000-8000-0000000000ff:",
                "0198c0de-0000-7000-8000-0000000000ff:-1",
                "0198c0de-0000-7000-8000-0000000000ff:01",
                "0198c0de-0000-7000-8000-0000000000ff:9999999999999999999",
                "0198C0DE-0000-7000-8000-0000000000FF:1",
            })
    void refusesOtherForms(String text) {
        assertThat(Posicion.parse(text)).isEmpty();
    }

    /** UUID.compareTo is signed: a UUIDv7 whose first bit is set (after the year 6429) or random tail differs. */
    @Test
    void ordersEpocasAsPostgresDoes() {
        UUID low = UUID.fromString("0198c0de-0000-7000-8000-000000000000");
        UUID high = UUID.fromString("f198c0de-0000-7000-8000-000000000000");
        assertThat(new Posicion(low, 9)).isLessThan(new Posicion(high, 1));
        assertThat(new Posicion(low, 9)).isGreaterThan(new Posicion(low, 8));
    }
}
