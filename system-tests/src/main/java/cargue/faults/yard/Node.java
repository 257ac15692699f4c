package cargue.faults.yard;

import cargue.faults.link.Link;
import cargue.faults.reloj.Agente;
import cargue.local.process.Ports;
import cargue.local.process.ServerProcess;
import cargue.local.process.StackException;
import cargue.local.service.Service;
import cargue.local.service.ServiceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance of a service with its links: to it, and from it to PostgreSQL and Kafka. */
public final class Node implements AutoCloseable {

    private static final int TRIES = 5;

    /** What the relay calls itself to PostgreSQL. */
    private static final String RELAY = "cargue-relay";

    private final String name;
    private final Yard yard;
    private final ServiceOptions options;
    private final Link entrance;
    private final @Nullable Link jdbc;
    private final List<Link> kafka;
    private final Service usual;
    private Service running;

    private Node(String name, Yard yard, ServiceOptions options, @Nullable Link jdbc) {
        this.name = name;
        this.yard = yard;
        this.options = options.with(yard.believing()).named(name);
        this.entrance = new Link(name.startsWith("ingest") ? "http " + name : "ws " + name, options.port());
        this.jdbc = jdbc;
        this.kafka = yard.brokers().links(name);
        this.usual = new Service(yard.dir(), this.options);
        this.running = usual;
    }

    static Node ingest(String name, Yard yard) {
        Link jdbc = new Link("jdbc " + name, yard.postgres().port(), RELAY);
        String url =
                "jdbc:postgresql://" + jdbc.address() + "/" + yard.postgres().user();
        ServiceOptions options = Service.ingest(
                        Ports.free(),
                        url,
                        yard.postgres().user(),
                        yard.postgres().password(),
                        yard.brokers().bootstrapServers(name))
                .with(Yard.unlimited())
                .with("CARGUE_OUTBOX_REPLICAS", "" + yard.brokers().all().size());
        return new Node(name, yard, options, jdbc);
    }

    static Node push(String name, Yard yard) {
        ServiceOptions options = Service.push(Ports.free(), yard.brokers().bootstrapServers(name))
                .with(Yard.lively());
        return new Node(name, yard, options, null);
    }

    public String name() {
        return name;
    }

    /** Its base URL through its link. */
    public String url() {
        return "http://" + entrance.address();
    }

    /** From its callers. */
    public Link entrance() {
        return entrance;
    }

    /** To PostgreSQL; of ingest-service only. */
    public Link jdbc() {
        if (jdbc == null) {
            throw new IllegalStateException(name + " has no way to PostgreSQL");
        }
        return jdbc;
    }

    /** To each broker. */
    public List<Link> kafka() {
        return kafka;
    }

    /** All of them. */
    public List<Link> links() {
        List<Link> links = new ArrayList<>(kafka);
        links.add(entrance);
        if (jdbc != null) {
            links.add(jdbc);
        }
        return links;
    }

    public ServerProcess process() {
        return running;
    }

    /** Runs it once so that the JVM's archive of its classes can be made, and stops it. */
    void prepare() throws InterruptedException {
        usual.listClasses();
        usual.start();
        usual.awaitReady(Yard.START_LIMIT);
        usual.archiveClasses();
        usual.stop();
    }

    /** Starts it without waiting. */
    public void start() throws InterruptedException {
        running.start();
    }

    public void awaitReady() throws InterruptedException {
        running.awaitReady(Yard.START_LIMIT);
    }

    /**
     * Starts it and returns when it is ready. As whoever supervises a service would, it starts it again when it ends
     * because what it cannot start without is away.
     */
    public void revive() throws InterruptedException {
        for (int i = 1; ; i++) {
            try {
                if (!running.isAlive()) {
                    running.start();
                }
                running.awaitReady(Yard.START_LIMIT);
                return;
            } catch (StackException e) {
                if (running.isAlive() || i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** From its next start on its time of day is so many seconds ahead of the machine's, behind when negative. */
    public void shiftClock(int seconds) throws IOException {
        running = seconds == 0
                ? usual
                : new Service(
                        yard.dir(),
                        options.withJvm(
                                Agente.argument(yard.dir().resolve("run").resolve("reloj.jar"), seconds)));
    }

    @Override
    public void close() {
        running.close();
        links().forEach(Link::close);
    }
}
