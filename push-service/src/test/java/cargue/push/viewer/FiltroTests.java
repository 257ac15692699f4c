package cargue.push.viewer;

import static cargue.push.Eventos.HOY;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Dia;
import org.junit.jupiter.api.Test;

class FiltroTests {

    @Test
    void withoutFechaReplaysTodayAndFollowsTodayAndLater() {
        Filtro filtro = new Filtro(null, null, HOY);

        assertThat(filtro.repite(HOY, Dia.LUNES)).isTrue();
        assertThat(filtro.repite(HOY.plusDays(1), Dia.LUNES)).isFalse();
        assertThat(filtro.repite(HOY.minusDays(1), Dia.LUNES)).isFalse();
        assertThat(filtro.sigue(HOY, Dia.JUEVES)).isTrue();
        assertThat(filtro.sigue(HOY.plusDays(21), Dia.LUNES)).isTrue();
        assertThat(filtro.sigue(HOY.minusDays(1), Dia.LUNES)).isFalse();
    }

    @Test
    void withFechaReplaysAndFollowsThatDateAlone() {
        Filtro filtro = new Filtro(HOY.minusDays(3), null, HOY);

        assertThat(filtro.repite(HOY.minusDays(3), Dia.JUEVES)).isTrue();
        assertThat(filtro.sigue(HOY.minusDays(3), Dia.JUEVES)).isTrue();
        assertThat(filtro.repite(HOY, Dia.LUNES)).isFalse();
        assertThat(filtro.sigue(HOY, Dia.LUNES)).isFalse();
    }

    @Test
    void diaNarrowsWhatFechaGives() {
        Filtro filtro = new Filtro(null, Dia.MARTES, HOY);

        assertThat(filtro.repite(HOY, Dia.MARTES)).isTrue();
        assertThat(filtro.repite(HOY, Dia.LUNES)).isFalse();
        assertThat(filtro.sigue(HOY.plusDays(1), Dia.LUNES)).isFalse();
        assertThat(filtro.sigue(HOY.plusDays(1), Dia.MARTES)).isTrue();
    }
}
