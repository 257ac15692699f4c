package cargue.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiaTests {

    @ParameterizedTest
    @CsvSource({
        "MIÉRCOLES,MIERCOLES",
        "MIE\u0301RCOLES,MIERCOLES",
        "miércoles,MIERCOLES",
        "Sábado,SABADO",
        "' LUNES ',LUNES"
    })
    void readsDaysAsTheAppsWriteThem(String text, Dia dia) {
        assertThat(Dia.parse(text)).contains(dia);
    }

    @Test
    void refusesWhatIsNoDay() {
        assertThat(Dia.parse("")).isEmpty();
        assertThat(Dia.parse("LUNE")).isEmpty();
        assertThat(Dia.parse("MONDAY")).isEmpty();
    }
}
