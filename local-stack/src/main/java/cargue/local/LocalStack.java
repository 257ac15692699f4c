package cargue.local;

import cargue.local.issuer.Issuer;
import cargue.local.kafka.Kafka;
import cargue.local.postgres.Postgres;
import cargue.local.process.DataDir;
import cargue.local.process.Leftovers;
import cargue.local.process.Progress;
import cargue.local.process.ServerProcess;
import cargue.local.process.StackException;
import cargue.local.service.Addresses;
import cargue.local.service.Service;
import cargue.local.service.ServiceOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * PostgreSQL, Kafka, ingest-service and push-service on one data directory, and in this JVM the issuer of the tokens
 * that the services take. One thread starts, watches and stops it;
 * {@link #killAll()} may be called by any.
 */
public final class LocalStack implements AutoCloseable {

    /** Far above what a start takes, also on a slow machine with a cold disk. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final Duration ARCHIVER_LIMIT = Duration.ofSeconds(5);

    private final DataDir dir;
    private final Postgres postgres;
    private final Kafka kafka;
    private final Issuer issuer;
    private final Addresses addresses;
    private final Service ingest;
    private final Service push;
    private final Thread archiver = new Thread(this::archiveClasses, "class-archive");

    /**
     * Takes the data directory and stops what a killed launcher left running in it; starts nothing.
     *
     * @throws StackException when the directory or a port cannot be had
     */
    public LocalStack(StackOptions wanted, Progress progress) throws InterruptedException {
        this(wanted, Map.of(), Map.of(), progress);
    }

    /** The same with settings of the services, as environment variables. */
    public LocalStack(
            StackOptions wanted,
            Map<String, String> ingestSettings,
            Map<String, String> pushSettings,
            Progress progress)
            throws InterruptedException {
        this.dir = DataDir.open(wanted.data());
        try {
            Leftovers.stop(dir, progress);
            wanted.checkPorts();
            StackOptions options = wanted.withFreePorts();
            this.postgres = new Postgres(dir, options.postgresPort(), Map.of(), progress);
            this.kafka = new Kafka(dir, options.kafkaPort(), Map.of(), progress);
            this.issuer = new Issuer(dir, options.issuerPort(), progress);
            this.addresses = new Addresses(issuer.url(), options.ingestPort(), options.pushPort());
            this.ingest = new Service(dir, ingest(options).with(ingestSettings), progress);
            this.push = new Service(dir, push(options).with(pushSettings), progress);
        } catch (RuntimeException | InterruptedException e) {
            dir.close();
            throw e;
        }
        ingest.listClasses();
        push.listClasses();
        archiver.setDaemon(true);
    }

    /**
     * Starts all and returns when all are ready. Each starts as soon as what it cannot do without is there, so the
     * broker and the database come up at the same time. After an exception call {@link #close()}.
     *
     * @throws StackException when one of them cannot be started or ends
     */
    public void start() throws InterruptedException {
        kafka.start();
        postgres.start();
        issuer.start();
        issuer.allowOrigins(addresses.origins());
        postgres.awaitReady(START_LIMIT);
        ingest.start();
        kafka.awaitReady(START_LIMIT);
        push.start();
        ingest.awaitReady(START_LIMIT);
        push.awaitReady(START_LIMIT);
        archiver.start();
    }

    /** Waits until what makes the next start faster has been made; see {@link Service#archiveClasses()}. */
    public void awaitArchives() throws InterruptedException {
        archiver.join();
    }

    /** Waits until one of them ends by itself, and returns it. Call it after {@link #start()}. */
    public ServerProcess awaitDeath() throws InterruptedException {
        CompletableFuture<?>[] deaths = inStopOrder().stream()
                .map(server -> server.onExit().thenApply(exitCode -> server))
                .toArray(CompletableFuture<?>[]::new);
        try {
            return (ServerProcess) CompletableFuture.anyOf(deaths).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // an exit does not fail
        }
    }

    /** Stops all, readers before what they read from; each within its limit. */
    public void stop() throws InterruptedException {
        endArchiver();
        for (ServerProcess server : inStopOrder()) {
            server.stop();
        }
        issuer.close();
    }

    /** SIGKILL to all, at once. */
    public void killAll() {
        inStopOrder().forEach(ServerProcess::kill);
    }

    /** Kills what still runs and gives the data directory back. */
    @Override
    public void close() {
        endArchiver();
        killAll();
        issuer.close();
        dir.close();
    }

    public Postgres postgres() {
        return postgres;
    }

    public Kafka kafka() {
        return kafka;
    }

    /** Can make tokens once the stack has been started. */
    public Issuer issuer() {
        return issuer;
    }

    public Service ingest() {
        return ingest;
    }

    public Service push() {
        return push;
    }

    private ServiceOptions ingest(StackOptions options) {
        return Service.ingest(options.ingestPort(), postgres, kafka.bootstrapServers())
                .with(addresses.forIngest());
    }

    private ServiceOptions push(StackOptions options) {
        return Service.push(options.pushPort(), kafka.bootstrapServers()).with(addresses.forPush());
    }

    private void archiveClasses() {
        try {
            ingest.archiveClasses();
            push.archiveClasses();
        } catch (InterruptedException e) {
            // The stack stops; the next run tries again.
        }
    }

    private void endArchiver() {
        archiver.interrupt();
        try {
            archiver.join(ARCHIVER_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ServerProcess> inStopOrder() {
        return List.of(ingest, push, kafka, postgres);
    }
}
