package cargue.system;

import static org.awaitility.Awaitility.await;

import cargue.faults.link.Link;
import cargue.local.process.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL and Kafka as containers. */
final class DockerInfra implements Infra {

    private static final int KAFKA_PORT = 9092;

    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18");
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.2.2");

    DockerInfra() {
        // A fixed port: the broker keeps its address over a restart.
        kafka.setPortBindings(List.of(Ports.free() + ":" + KAFKA_PORT));
        postgres.start();
        kafka.start();
    }

    @Override
    public String jdbcUrl() {
        return postgres.getJdbcUrl();
    }

    @Override
    public String user() {
        return postgres.getUsername();
    }

    @Override
    public String password() {
        return postgres.getPassword();
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public void stopKafka() {
        kafka.getDockerClient().stopContainerCmd(kafka.getContainerId()).exec();
    }

    @Override
    public void startKafka() {
        kafka.getDockerClient().startContainerCmd(kafka.getContainerId()).exec();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> !admin.describeCluster().nodes().get().isEmpty());
        }
    }

    @Override
    public Optional<Link> gate() {
        return Optional.empty();
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }
}
