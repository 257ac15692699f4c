package cargue.faults.yard;

import cargue.faults.link.Link;
import cargue.local.issuer.Issuer;
import cargue.local.postgres.Postgres;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.ServerProcess;
import cargue.local.process.StackException;
import cargue.local.service.NuevaEpoca;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * PostgreSQL, Kafka, two instances of ingest-service and two of push-service, and the issuer of their tokens. The run's
 * own thread starts and closes it; each server is moved by one fault at a time.
 */
public final class Yard implements AutoCloseable {

    /** Far above what a start takes on a busy machine, also when it waits for another that a fault holds down. */
    public static final Duration START_LIMIT = Duration.ofMinutes(3);

    /** Seconds between two signs of life: a viewer notices a dead connection after twice that. */
    private static final int LATIDO_S = 2;

    private static final int INSTANCES = 2;
    private static final String MANY = "100000";

    private final DataDir dir;
    private final Issuer issuer;
    private final Postgres postgres;
    private final Brokers brokers;
    private final List<Node> ingests = new ArrayList<>();
    private final List<Node> pushes = new ArrayList<>();
    private final Disk kafkaDisk;
    private final Disk postgresDisk;

    /**
     * Starts nothing yet.
     *
     * @param data an empty directory, for all that they keep
     * @param brokers 1, or 3 that replicate
     * @param diskMegabytes how large the disks of their own are that Kafka and PostgreSQL get where the system lets us
     */
    public Yard(Path data, int brokers, int diskMegabytes) {
        this.dir = DataDir.open(data);
        this.issuer = new Issuer(dir, Ports.free());
        this.postgres = new Postgres(dir, Ports.free());
        this.kafkaDisk = new Disk(dir.resolve("kafka"), diskMegabytes);
        this.postgresDisk = new Disk(dir.resolve("postgres"), diskMegabytes);
        List<String> clients = new ArrayList<>();
        for (int i = 1; i <= INSTANCES; i++) {
            clients.addAll(List.of("ingest-" + i, "push-" + i));
        }
        this.brokers = new Brokers(dir, brokers, clients);
    }

    /** Starts all and returns when all are ready. */
    public void start() throws InterruptedException {
        kafkaDisk.mount();
        postgresDisk.mount();
        issuer.start();
        brokers.start();
        postgres.start();
        postgres.awaitReady(START_LIMIT);
        brokers.awaitReady(START_LIMIT);
        for (int i = 1; i <= INSTANCES; i++) {
            ingests.add(Node.ingest("ingest-" + i, this));
            pushes.add(Node.push("push-" + i, this));
        }
        // The first of each lists its classes and makes the archive that all later starts use.
        for (Node first : List.of(ingests.get(0), pushes.get(0))) {
            first.prepare();
        }
        for (Node node : nodes()) {
            node.start();
        }
        for (Node node : nodes()) {
            node.awaitReady();
        }
    }

    DataDir dir() {
        return dir;
    }

    Map<String, String> believing() {
        return Map.of("CARGUE_SEGURIDAD_EMISOR", issuer.url());
    }

    /** The run sends what whole yards send, from one address. */
    static Map<String, String> unlimited() {
        return Map.of(
                "CARGUE_SEGURIDAD_LIMITES_USERPERSECOND", MANY,
                "CARGUE_SEGURIDAD_LIMITES_USERBURST", MANY,
                "CARGUE_SEGURIDAD_LIMITES_ADDRESSPERSECOND", MANY,
                "CARGUE_SEGURIDAD_LIMITES_ADDRESSBURST", MANY);
    }

    static Map<String, String> lively() {
        return Map.of("CARGUE_PUSH_LATIDO", LATIDO_S + "s");
    }

    public Issuer issuer() {
        return issuer;
    }

    public Postgres postgres() {
        return postgres;
    }

    public Brokers brokers() {
        return brokers;
    }

    public List<Node> ingests() {
        return ingests;
    }

    public List<Node> pushes() {
        return pushes;
    }

    /** Both services' instances. */
    public List<Node> nodes() {
        return Stream.concat(ingests.stream(), pushes.stream()).toList();
    }

    public Disk kafkaDisk() {
        return kafkaDisk;
    }

    public Disk postgresDisk() {
        return postgresDisk;
    }

    /** Where all that they keep is, their logs in {@code logs} among it. */
    public Path path() {
        return dir.path();
    }

    /** A connection to PostgreSQL beside every link. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** What {@code ./cargue nueva-epoca} does, on this yard's PostgreSQL; no ingest-service may run. */
    public NuevaEpoca newEpocas() throws InterruptedException {
        return NuevaEpoca.run(dir, postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** Every link, whichever services it joins. */
    public List<Link> links() {
        return nodes().stream().flatMap(node -> node.links().stream()).toList();
    }

    /**
     * All run, which they must when no fault is on.
     *
     * @throws cargue.local.process.StackException tells which does not and its last words
     */
    public void assertAlive() {
        servers().filter(server -> !server.isAlive()).findFirst().ifPresent(dead -> {
            throw new StackException("with no fault on: " + dead.obituary());
        });
    }

    private Stream<ServerProcess> servers() {
        return Stream.of(
                        nodes().stream().map(Node::process),
                        brokers.all().stream().map(ServerProcess.class::cast),
                        Stream.<ServerProcess>of(postgres))
                .flatMap(s -> s);
    }

    /** Ends all, one after the other, whatever goes wrong with one of them. */
    @Override
    public void close() {
        List<Runnable> ends = new ArrayList<>();
        nodes().forEach(node -> ends.add(node::close));
        ends.addAll(List.of(
                brokers::close, postgres::close, issuer::close, kafkaDisk::close, postgresDisk::close, dir::close));
        RuntimeException first = null;
        for (Runnable end : ends) {
            try {
                end.run();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
