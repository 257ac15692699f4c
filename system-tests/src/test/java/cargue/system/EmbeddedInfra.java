package cargue.system;

import cargue.faults.link.Link;
import cargue.local.kafka.Kafka;
import cargue.local.postgres.Postgres;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL and Kafka as child processes. */
final class EmbeddedInfra implements Infra {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Postgres postgres;
    private final Kafka kafka;
    private final Link gate;

    private EmbeddedInfra(Postgres postgres, Kafka kafka, Link gate) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.gate = gate;
    }

    static EmbeddedInfra start(DataDir dir) throws InterruptedException {
        int port = Ports.free();
        int gatedPort = Ports.free();
        Link gate = new Link("kafka", gatedPort);
        Kafka kafka = new Kafka(dir, port, listeners(port, gatedPort, gate.port()), Progress.silent());
        EmbeddedInfra infra = new EmbeddedInfra(new Postgres(dir, Ports.free()), kafka, gate);
        infra.kafka.start();
        infra.postgres.start();
        infra.postgres.awaitReady(START_LIMIT);
        infra.kafka.awaitReady(START_LIMIT);
        return infra;
    }

    /** One more listener, whose clients are told the gate's port: so all that they do goes through it. */
    private static Map<String, String> listeners(int port, int gatedPort, int gatePort) {
        String controller = Ports.HOST + ":" + Ports.free();
        String plain = "PLAINTEXT://" + Ports.HOST + ":" + port;
        String gated = ",GATED://" + Ports.HOST + ":";
        return Map.of(
                "listeners", plain + gated + gatedPort + ",CONTROLLER://" + controller,
                "advertised.listeners", plain + gated + gatePort,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,GATED:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.quorum.voters", "1@" + controller);
    }

    @Override
    public String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    @Override
    public String user() {
        return postgres.user();
    }

    @Override
    public String password() {
        return postgres.password();
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public void stopKafka() throws InterruptedException {
        kafka.stop();
    }

    @Override
    public void startKafka() throws InterruptedException {
        kafka.start();
        kafka.awaitReady(START_LIMIT);
    }

    @Override
    public Optional<Link> gate() {
        return Optional.of(gate);
    }

    @Override
    public void close() {
        gate.close();
        kafka.close();
        postgres.close();
    }
}
