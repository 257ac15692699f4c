package cargue.system;

import cargue.local.issuer.Issuer;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.service.NuevaEpoca;
import cargue.local.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stack for all tests of a JVM; started by the first test that asks for it, gone after the last. */
final class Stack implements AutoCloseable {

    /** Events of each vendedor that the tuned node remembers. */
    static final int RING = 16;

    /** Seconds between two signs of life of the tuned node. */
    static final int LATIDO_S = 2;

    static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final DataDir dir;
    private final Infra infra;
    private final Issuer issuer;
    private final @Nullable Issuer formerIssuer;
    private final Service ingest;
    private final Service push;
    private final AtomicInteger vendedores = new AtomicInteger();
    private @Nullable Service tuned;

    private Stack() throws Exception {
        Path target = Path.of("target").toAbsolutePath();
        dir = DataDir.open(Files.createTempDirectory(Files.createDirectories(target), "stack-"));
        infra = Infra.start(dir);
        issuer = new Issuer(dir, Ports.free());
        issuer.start();
        formerIssuer = Users.of(issuer);
        ingest = newIngest(Service.INGEST);
        push = new Service(
                dir, Service.push(Ports.free(), infra.bootstrapServers()).with(believing()));
        ingest.start();
        push.start();
        ingest.awaitReady(START_LIMIT);
        push.awaitReady(START_LIMIT);
    }

    /** One that is no other test's, for who does something to all that is in it; closed by the caller. */
    static Stack own() throws Exception {
        return new Stack();
    }

    /** The settings with which a service believes this stack's tokens. */
    private Map<String, String> believing() {
        return Map.of("CARGUE_SEGURIDAD_EMISOR", issuer.url());
    }

    Issuer issuer() {
        return issuer;
    }

    /** Where the issuer keeps its key and its address, for a test in another language. */
    Path issuerFiles() {
        return dir.resolve("issuer");
    }

    /** The files name the stack's own issuer again, after another has written its address there. */
    void rememberIssuer() throws IOException {
        Files.writeString(issuerFiles().resolve("url"), issuer.url());
    }

    /** Another issuer with the same key and users, whose address the files then name; not started. */
    Issuer newIssuer(int port) {
        return new Issuer(dir, port);
    }

    Infra infra() {
        return infra;
    }

    Service ingest() {
        return ingest;
    }

    Service push() {
        return push;
    }

    Api api() {
        return new Api(ingest.url());
    }

    /**
     * The few users of the tests are a yard's worth of people, all of one address: some tests send in seconds what the
     * default limits allow in a minute.
     */
    private static Map<String, String> unlimited() {
        return Map.of(
                "CARGUE_SEGURIDAD_LIMITES_USERPERSECOND", "100000",
                "CARGUE_SEGURIDAD_LIMITES_USERBURST", "100000",
                "CARGUE_SEGURIDAD_LIMITES_ADDRESSPERSECOND", "100000",
                "CARGUE_SEGURIDAD_LIMITES_ADDRESSBURST", "100000");
    }

    /** Another instance of ingest-service on the same servers; not started. */
    Service newIngest(String name) {
        return newIngest(name, Map.of());
    }

    /** The same with further settings. */
    Service newIngest(String name, Map<String, String> settings) {
        return new Service(
                dir,
                Service.ingest(Ports.free(), infra.jdbcUrl(), infra.user(), infra.password(), infra.bootstrapServers())
                        .with(believing())
                        .with(unlimited())
                        .with(settings)
                        .named(name));
    }

    /** Another node of push-service on the same Kafka; not started. */
    Service newPush(String name, Map<String, String> settings) {
        return newPush(name, infra.bootstrapServers(), settings);
    }

    /** The same with its own way to Kafka. */
    Service newPush(String name, String bootstrapServers, Map<String, String> settings) {
        return new Service(
                dir,
                Service.push(Ports.free(), bootstrapServers)
                        .with(believing())
                        .named(name)
                        .with(settings));
    }

    /** A second node that runs for the whole of the tests: it gives a sign of life each 2 s and remembers 16 events. */
    synchronized Service tuned() throws InterruptedException {
        if (tuned == null) {
            Service node = newPush(
                    "push-service-tuned", Map.of("CARGUE_PUSH_RING", "" + RING, "CARGUE_PUSH_LATIDO", LATIDO_S + "s"));
            restart(node);
            tuned = node;
        }
        return tuned;
    }

    /** Runs ingest-service's nueva-epoca. */
    NuevaEpoca nuevaEpoca() throws InterruptedException {
        return nuevaEpoca(infra.jdbcUrl());
    }

    /** The same on a database somewhere else. */
    NuevaEpoca nuevaEpoca(String jdbcUrl) throws InterruptedException {
        return NuevaEpoca.run(dir, jdbcUrl, infra.user(), infra.password());
    }

    /** Starts a service again after it was stopped or killed. */
    static void restart(Service service) throws InterruptedException {
        service.start();
        service.awaitReady(START_LIMIT);
    }

    /** A vendedor that no other test knows. */
    String newVendedor() {
        String id = "T" + vendedores.incrementAndGet();
        api().putVendedor(id);
        return id;
    }

    TopicWriter topicWriter() {
        return new TopicWriter(infra.bootstrapServers());
    }

    Topic topic() {
        return new Topic(infra.bootstrapServers());
    }

    Table table() {
        return new Table(infra);
    }

    @Override
    public void close() {
        ingest.close();
        push.close();
        if (tuned != null) {
            tuned.close();
        }
        issuer.close();
        Users.of(formerIssuer);
        infra.close();
        dir.close();
    }

    /**
     * Gives tests the stack as a parameter: one for all classes of a JVM, though Surefire gives each class a run of
     * JUnit's own. It ends with the JVM.
     */
    static final class Extension implements ParameterResolver {

        private static @Nullable Stack shared;

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stack.class;
        }

        @Override
        public Stack resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return shared();
        }

        private static synchronized Stack shared() {
            Stack stack = shared;
            if (stack == null) {
                stack = start();
                Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-stop"));
                shared = stack;
            }
            return stack;
        }

        private static Stack start() {
            try {
                return new Stack();
            } catch (Exception e) {
                throw new IllegalStateException("the stack did not start: " + e.getMessage(), e);
            }
        }
    }
}
