package cargue.push.stream;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.push.viewer.FakeSocket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrenajeTests {

    private final Escenario escenario = new Escenario(new SimpleMeterRegistry());

    @Test
    void sendsAwayAFewAtATimeOverAWindow() {
        List<FakeSocket> sockets =
                IntStream.range(0, 1000).mapToObj(i -> new FakeSocket()).toList();
        Drenaje drenaje = new Drenaje(conexiones(sockets), Duration.ofMillis(500), 0);

        drenaje.look(Duration.ofMillis(100).toNanos());
        assertThat(closed(sockets)).isEqualTo(200);
        drenaje.look(Duration.ofMillis(499).toNanos());
        assertThat(closed(sockets)).isEqualTo(998);
        assertThat(drenaje.isDone()).isFalse();
        drenaje.look(Duration.ofMillis(500).toNanos());
        assertThat(closed(sockets)).isEqualTo(1000);
        assertThat(drenaje.isDone()).isTrue();
        assertThat(sockets)
                .allSatisfy(socket -> assertThat(socket.sent().get(0)).startsWith("{\"type\":\"adios\""));
    }

    @Test
    void aFewAreGoneAtOnce() {
        List<FakeSocket> sockets = List.of(new FakeSocket(), new FakeSocket());
        Drenaje drenaje = new Drenaje(conexiones(sockets), Duration.ofSeconds(3), 0);
        drenaje.look(Duration.ofMillis(2).toNanos());

        assertThat(drenaje.isDone()).isTrue();
    }

    @Test
    void nobodyIsDoneAtOnce() {
        assertThat(new Drenaje(List.of(), Duration.ofSeconds(3), 0).isDone()).isTrue();
    }

    private List<Conexion> conexiones(List<FakeSocket> sockets) {
        return sockets.stream()
                .map(socket -> escenario.conexion(Formato.V1_ONE, socket))
                .toList();
    }

    private static long closed(List<FakeSocket> sockets) {
        return sockets.stream().map(FakeSocket::closed).filter(Objects::nonNull).count();
    }
}
