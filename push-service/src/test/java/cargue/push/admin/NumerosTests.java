package cargue.push.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumerosTests {

    private final Numeros numeros = new Numeros();

    @Test
    void aNumberIsReadAsItWasTold() {
        assertThat(numeros.parse(numeros.text(17))).hasValue(17);
    }

    @Test
    void anotherProcessesNumberIsNobodys() {
        String own = numeros.text(17);
        String others = (own.startsWith("0") ? "1" : "0") + own.substring(1);

        assertThat(Numeros.isNumber(others)).isTrue();
        assertThat(numeros.parse(others)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "x-17", "0011223-1", "00112233-0", "00112233-1234567890123456789", "00112233-1/"})
    void whatIsNoNumberIsNone(String text) {
        assertThat(Numeros.isNumber(text)).isFalse();
        assertThat(numeros.parse(text)).isEmpty();
    }
}
