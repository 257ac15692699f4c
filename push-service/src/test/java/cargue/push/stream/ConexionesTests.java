package cargue.push.stream;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.viewer.Cierre;
import cargue.push.viewer.FakeSocket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConexionesTests {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Duration MOST = Duration.ofSeconds(1);

    private final Escenario escenario = new Escenario(new SimpleMeterRegistry());
    private final Conexiones conexiones = new Conexiones();

    private FakeSocket with(Instant expira) {
        FakeSocket socket = new FakeSocket();
        conexiones.add(escenario.conexion(Formato.V1_ONE, socket, expira));
        return socket;
    }

    @Test
    void endsThoseWhoseTokenHasEnded() {
        FakeSocket first = with(NOW);
        FakeSocket second = with(NOW.plusMillis(1));
        conexiones.expire(NOW);

        assertThat(first.closed()).isEqualTo(Cierre.NO_AUTENTICADO);
        assertThat(second.closed()).isNull();
    }

    @Test
    void tellsHowLongNobodyHasToBeEnded() {
        assertThat(conexiones.untilExpiry(NOW, MOST)).isEqualTo(MOST);
        with(NOW.plusSeconds(60));
        assertThat(conexiones.untilExpiry(NOW, MOST)).isEqualTo(MOST);
        with(NOW.plusMillis(300));
        assertThat(conexiones.untilExpiry(NOW, MOST)).isEqualTo(Duration.ofMillis(300));
    }

    /**
     * A token ended after the thread had looked for such and before it took its wait from this: the consumer refused to wait
     * for less than no time, and that failure sent all viewers of the node away.
     */
    @Test
    void neverTellsAWaitThatIsOverAlready() {
        with(NOW);
        assertThat(conexiones.untilExpiry(NOW.plusNanos(1), MOST)).isEqualTo(Duration.ZERO);
        assertThat(conexiones.untilExpiry(NOW, MOST)).isEqualTo(Duration.ZERO);
    }
}
