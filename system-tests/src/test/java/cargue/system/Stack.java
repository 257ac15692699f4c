package cargue.system;

import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stack for all tests of a run; started by the first test that asks for it, gone after the last. */
final class Stack implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final DataDir dir;
    private final Infra infra;
    private final Service ingest;
    private final Service push;
    private final AtomicInteger vendedores = new AtomicInteger();

    private Stack() throws Exception {
        Path target = Path.of("target").toAbsolutePath();
        dir = DataDir.open(Files.createTempDirectory(Files.createDirectories(target), "stack-"));
        infra = Infra.start(dir);
        ingest = newIngest(Service.INGEST);
        push = new Service(dir, Service.push(Ports.free(), infra.bootstrapServers()));
        ingest.start();
        push.start();
        ingest.awaitReady(START_LIMIT);
        push.awaitReady(START_LIMIT);
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

    /** Another instance of ingest-service on the same servers; not started. */
    Service newIngest(String name) {
        return new Service(
                dir,
                Service.ingest(Ports.free(), infra.jdbcUrl(), infra.user(), infra.password(), infra.bootstrapServers())
                        .named(name));
    }

    /** Another push-service on the same broker; not started. */
    Service newPush(String name) {
        return new Service(
                dir, Service.push(Ports.free(), infra.bootstrapServers()).named(name));
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
        infra.close();
        dir.close();
    }

    /** Gives tests the stack as a parameter. */
    static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stack.class;
        }

        @Override
        public Stack resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Stack.class, type -> start(), Stack.class);
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
