package cargue.push.entrada;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.HOY;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Dia;
import cargue.contract.Posicion;
import cargue.push.entrada.Entrada.Aceptada;
import cargue.push.entrada.Entrada.Rechazo;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Peticion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeticionesTests {

    @Test
    void readsTheWholeAddress() {
        assertThat(Peticiones.read("ID1", "2026-01-08T05:00:00.000Z", "miércoles", EPOCA + ":57", HOY))
                .isEqualTo(new Aceptada(
                        new Peticion("ID1", new Filtro(HOY.plusDays(3), Dia.MIERCOLES, HOY), new Posicion(EPOCA, 57))));
    }

    @Test
    void withoutAQueryAsksForTodayAndLater() {
        assertThat(Peticiones.read("ID1", null, null, null, HOY))
                .isEqualTo(new Aceptada(new Peticion("ID1", new Filtro(null, null, HOY), null)));
    }

    @Test
    void takesASheetOfSevenDaysAgo() {
        assertThat(Peticiones.read("ID1", "2025-12-29", null, null, HOY)).isInstanceOf(Aceptada.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ID 1,,,,CAMPO_INVALIDO,vendedor_id",
        "IDENTIFICADOR_DE_21_CH,,,,CAMPO_INVALIDO,vendedor_id",
        "ID1,2026-02-30,,,CAMPO_INVALIDO,fecha",
        "ID1,05/01/2026,,,CAMPO_INVALIDO,fecha",
        "ID1,'',,,CAMPO_INVALIDO,fecha",
        "ID1,,LUNEZ,,CAMPO_INVALIDO,dia",
        "ID1,,'',,CAMPO_INVALIDO,dia",
        "ID1,,,57,POSICION_INVALIDA,",
        "ID1,2025-12-28,,,FECHA_FUERA_DE_RANGO,",
    })
    void refusesWhatIsNotOfTheForm(
            String id,
            @Nullable String fecha,
            @Nullable String dia,
            @Nullable String desde,
            String error,
            @Nullable String campo) {
        Entrada entrada = Peticiones.read(id, fecha, dia, desde, HOY);

        assertThat(entrada).isInstanceOfSatisfying(Rechazo.class, rechazo -> {
            assertThat(rechazo.status().value()).isEqualTo(400);
            assertThat(rechazo.cuerpo().error()).isEqualTo(error);
            assertThat(rechazo.cuerpo().campo()).isEqualTo(campo);
        });
    }
}
