package cargue.push.stream;

import static cargue.push.Eventos.HOY;

import cargue.contract.Rol;
import cargue.push.Ajustes;
import cargue.push.PushSettings;
import cargue.push.viewer.FakeRules;
import cargue.push.viewer.FakeSocket;
import cargue.push.viewer.ViewerSocket;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;

/** A stream's state without its thread and without Kafka, with a clock that the test moves. */
final class Escenario {

    static final int RING = 64;

    private final FakeRules fakes = new FakeRules();
    private final Atraso atraso = new Atraso();
    private final StreamRules rules;
    private final StreamState state;
    private long opened;

    Escenario(MeterRegistry registry) {
        PushSettings settings = Ajustes.with("ring", String.valueOf(RING));
        StreamCounters counters = new StreamCounters(registry);
        Trazas trazas = new Trazas(OpenTelemetry.noop());
        rules = new StreamRules(settings, fakes.rules(settings), counters, new StreamGauges(registry), trazas, atraso);
        state = new StreamState(HOY, RING, 1_000, counters, trazas);
    }

    StreamState state() {
        return state;
    }

    StreamRules rules() {
        return rules;
    }

    Atraso atraso() {
        return atraso;
    }

    void pass(Duration time) {
        fakes.pass(time);
    }

    Conexion conexion(Formato formato, FakeSocket socket) {
        return conexion(formato, socket, Instant.MAX);
    }

    /** One whose token ends. */
    Conexion conexion(Formato formato, ViewerSocket socket, Instant expira) {
        Conexion.Origen origen = new Conexion.Origen(++opened, 0);
        return new Conexion(formato, socket, origen, Quien.of("ana", Rol.ANALISTA, "10.0.0.1"), expira, rules);
    }
}
