package cargue.local.service;

import cargue.local.postgres.Postgres;
import cargue.local.process.DataDir;
import cargue.local.process.Installation;
import cargue.local.process.Jdk;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.process.ServerProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One instance of ingest-service or push-service, from its boot jar. */
public final class Service extends ServerProcess {

    public static final String INGEST = "ingest-service";
    public static final String PUSH = "push-service";

    /** Above what a service needs to finish its requests at an orderly stop. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private static final int PROBE_LIMIT_MS = 1000;

    private final ServiceOptions options;
    private boolean listing;

    public Service(DataDir dir, ServiceOptions options) {
        this(dir, options, Progress.silent());
    }

    public Service(DataDir dir, ServiceOptions options, Progress progress) {
        super(options.name(), dir, progress);
        this.options = options;
    }

    /** An ingest-service on the database, which must have been made, and the broker, which need not run. */
    public static ServiceOptions ingest(int port, Postgres postgres, String bootstrapServers) {
        return ingest(port, postgres.jdbcUrl(), postgres.user(), postgres.password(), bootstrapServers);
    }

    /** The same on a database that is not of this stack. */
    public static ServiceOptions ingest(
            int port, String jdbcUrl, String user, String password, String bootstrapServers) {
        return options(INGEST, port, "192m")
                .with(Map.of(
                        "SPRING_DATASOURCE_URL", jdbcUrl,
                        "SPRING_DATASOURCE_USERNAME", user,
                        "SPRING_DATASOURCE_PASSWORD", password,
                        "SPRING_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                        "CARGUE_OUTBOX_REPLICAS", "1"));
    }

    /** A push-service on the broker, which need not run. */
    public static ServiceOptions push(int port, String bootstrapServers) {
        return options(PUSH, port, "256m")
                .withJvm(Jdk.FIRST_COMPILER)
                .with("SPRING_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    }

    public int port() {
        return options.port();
    }

    /** Such as {@code http://127.0.0.1:8081}, without a slash at the end. */
    public String url() {
        return "http://" + address();
    }

    @Override
    public String address() {
        return Ports.HOST + ":" + options.port();
    }

    /** From now on runs prepare a class archive where there is none; for stacks that are started again and again. */
    public void listClasses() {
        listing = true;
    }

    /**
     * Makes the class archive that later runs use, from a run that is ready and was told to list its classes. Takes
     * long, but only idle CPU time; an interrupt ends it.
     */
    public void archiveClasses() throws InterruptedException {
        try {
            Path jar = jar();
            if (!jar.equals(Installation.serviceJar(options.jar()))) { // the JVM archives no jars within a jar
                new ClassArchive(jar).make(dir());
            }
        } catch (IOException e) {
            progress().say("no class archive for " + name() + ", so it starts slower: " + e.getMessage());
        }
    }

    @Override
    protected Program program() throws InterruptedException {
        Path jar = jar();
        List<String> arguments = new ArrayList<>(new ClassArchive(jar).jvmArguments(listing));
        arguments.addAll(options.jvmArguments());
        arguments.addAll(List.of("-jar", jar.toString()));
        return new Program(Jdk.command(mark(), options.heap(), arguments), options.environment());
    }

    /** By its own readiness probe. */
    @Override
    protected boolean isReady() {
        try {
            HttpURLConnection probe = (HttpURLConnection)
                    URI.create(url() + "/actuator/health/readiness").toURL().openConnection();
            probe.setConnectTimeout(PROBE_LIMIT_MS);
            probe.setReadTimeout(PROBE_LIMIT_MS);
            try {
                return probe.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                probe.disconnect();
            }
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    @Override
    protected String stopSignal() {
        return "TERM";
    }

    @Override
    protected Duration stopLimit() {
        return STOP_LIMIT;
    }

    private Path jar() throws InterruptedException {
        return ExplodedJar.of(Installation.serviceJar(options.jar()));
    }

    private static ServiceOptions options(String service, int port, String heap) {
        return new ServiceOptions(
                service,
                service,
                port,
                heap,
                Map.of("SERVER_ADDRESS", Ports.HOST, "SERVER_PORT", Integer.toString(port)),
                List.of());
    }
}
