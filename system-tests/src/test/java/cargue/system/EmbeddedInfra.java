package cargue.system;

import cargue.local.kafka.Kafka;
import cargue.local.postgres.Postgres;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import java.time.Duration;

/** PostgreSQL and Kafka as child processes. */
final class EmbeddedInfra implements Infra {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Postgres postgres;
    private final Kafka kafka;

    private EmbeddedInfra(Postgres postgres, Kafka kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    static EmbeddedInfra start(DataDir dir) throws InterruptedException {
        EmbeddedInfra infra = new EmbeddedInfra(new Postgres(dir, Ports.free()), new Kafka(dir, Ports.free()));
        infra.kafka.start();
        infra.postgres.start();
        infra.postgres.awaitReady(START_LIMIT);
        infra.kafka.awaitReady(START_LIMIT);
        return infra;
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
    public void close() {
        kafka.close();
        postgres.close();
    }
}
