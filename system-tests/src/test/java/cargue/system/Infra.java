package cargue.system;

import cargue.faults.link.Link;
import cargue.local.process.DataDir;
import java.util.Locale;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/**
 * The servers under the services. {@code TEST_INFRA} chooses: {@code embedded} starts them as child processes,
 * {@code docker} as containers, {@code auto} (the default) takes containers when a Docker engine answers.
 */
interface Infra extends AutoCloseable {

    String jdbcUrl();

    String user();

    String password();

    String bootstrapServers();

    void stopKafka() throws InterruptedException;

    /** Starts it again on the same address and returns when it serves. */
    void startKafka() throws InterruptedException;

    /** A way to Kafka that can be shut, where there is one. */
    Optional<Link> gate();

    @Override
    void close();

    static Infra start(DataDir dir) throws InterruptedException {
        String wanted = System.getenv().getOrDefault("TEST_INFRA", "auto").toLowerCase(Locale.ROOT);
        boolean docker = switch (wanted) {
            case "docker" -> true;
            case "embedded" -> false;
            case "auto" -> DockerClientFactory.instance().isDockerAvailable();
            default ->
                throw new IllegalArgumentException("TEST_INFRA is " + wanted + "; it must be auto, docker or embedded");
        };
        System.out.println("TEST_INFRA: " + (docker ? "docker" : "embedded"));
        return docker ? new DockerInfra() : EmbeddedInfra.start(dir);
    }
}
