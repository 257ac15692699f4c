package cargue.system;

import static org.awaitility.Awaitility.await;

import cargue.contract.Dia;
import cargue.contract.Rol;
import cargue.local.LocalStack;
import cargue.local.StackOptions;
import cargue.local.issuer.Claims;
import cargue.local.issuer.Issuer;
import cargue.local.issuer.User;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code ./cargue up} starts, for tests that look at the pages: with ID1 to ID6 and nobody else. */
final class PageStack implements AutoCloseable {

    static final String DESPACHADOR = "DESP1";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final LocalStack stack;
    private @Nullable DataDir secondDir;
    private @Nullable Service second;

    private PageStack(LocalStack stack) {
        this.stack = stack;
    }

    static PageStack start() throws Exception {
        StackOptions options = StackOptions.onFreePorts(newDirectory());
        return started(new PageStack(new LocalStack(options, Progress.silent())));
    }

    /** With a second node of push-service, of which the first is told. */
    static PageStack startWithTwoNodes() throws Exception {
        StackOptions options = StackOptions.onFreePorts(newDirectory());
        int port = Ports.free();
        String nodes = "http://" + Ports.HOST + ":" + options.pushPort() + ",http://" + Ports.HOST + ":" + port;
        Map<String, String> settings = Map.of("CARGUE_PUSH_NODO", "patio-1", "CARGUE_PUSH_NODOS", nodes);
        PageStack pages = started(new PageStack(new LocalStack(options, Map.of(), settings, Progress.silent())));
        try {
            pages.startSecond(port);
            return pages;
        } catch (Exception e) {
            pages.close();
            throw e;
        }
    }

    private void startSecond(int port) throws Exception {
        DataDir dir = DataDir.open(newDirectory());
        secondDir = dir;
        Service node = new Service(
                dir,
                Service.push(port, stack.kafka().bootstrapServers())
                        .with("CARGUE_SEGURIDAD_EMISOR", stack.issuer().url())
                        .with("CARGUE_PUSH_NODO", "patio-2"));
        second = node;
        Stack.restart(node);
    }

    private static Path newDirectory() throws IOException {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        return Files.createTempDirectory(target, "page-stack-");
    }

    private static PageStack started(PageStack pages) throws Exception {
        try {
            pages.stack.start();
            return pages;
        } catch (Exception e) {
            pages.close();
            throw e;
        }
    }

    /** Where the dispatcher's page is. */
    String cargueUrl() {
        return push().url() + "/cargue/";
    }

    /** Where the administrator's page is. */
    String adminUrl() {
        return push().url() + "/admin/";
    }

    /** Where the seller's page is. */
    String appUrl() {
        return ingest().url() + "/app/";
    }

    Service ingest() {
        return stack.ingest();
    }

    Service push() {
        return stack.push();
    }

    /** The second node, where there is one. */
    Service second() {
        return Objects.requireNonNull(second, "only one node was asked for");
    }

    Issuer issuer() {
        return stack.issuer();
    }

    void startPush() throws InterruptedException {
        push().start();
        push().awaitReady(START_LIMIT);
    }

    /** Somebody who can log in. */
    User user(String name) {
        return stack.issuer().users().stream()
                .filter(user -> user.user().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String token(Rol rol, String id) {
        return stack.issuer().token(Claims.of(rol, id));
    }

    /** The seller ticks. */
    void v(String vendedorId, String producto, boolean value) {
        taken(key -> seller(vendedorId).check("v", producto, value, key));
    }

    /** The dispatcher ticks. */
    void d(String vendedorId, String producto, boolean value) {
        taken(key -> dispatcher(vendedorId).check("d", producto, value, key));
    }

    void cantidad(String vendedorId, String producto, int cantidad) {
        taken(key -> seller(vendedorId).cantidad(producto, cantidad));
    }

    void adicional(String vendedorId, String producto, int adicional) {
        taken(key -> dispatcher(vendedorId).adicional(producto, adicional));
    }

    /** Fills a seller's sheet of today, ready to be loaded: D is ticked in every row. */
    void load(String vendedorId, List<String> productos) {
        taken(key -> seller(vendedorId).sugerido(productos, 100, key));
        productos.forEach(producto -> d(vendedorId, producto, true));
    }

    /** Sends as an app does: again with the same key, when the service could not say whether it was stored. */
    private static void taken(Function<String, Api.Answer> call) {
        String key = UUID.randomUUID().toString();
        Api.Answer answer = await().atMost(Pantalla.LIMIT).until(() -> call.apply(key), got -> got.status() != 503);
        if (answer.status() != 200) {
            throw new IllegalStateException("not taken: " + answer);
        }
    }

    /** A second sheet of today, of another day's name. */
    void loadAlso(String vendedorId, Dia dia, List<String> productos) {
        Sheet today = seller(vendedorId);
        Sheet other = new Sheet(today.api(), vendedorId, dia, today.fecha());
        taken(key -> other.sugerido(productos, 100, key));
    }

    /** The seller's sheet of today, as the seller calls the service. */
    private Sheet seller(String vendedorId) {
        return Sheet.today(new Api(ingest().url()).as(token(Rol.VENDEDOR, vendedorId)), vendedorId);
    }

    /** The same as the dispatcher calls the service. */
    private Sheet dispatcher(String vendedorId) {
        return Sheet.today(new Api(ingest().url()).as(token(Rol.DESPACHADOR, DESPACHADOR)), vendedorId);
    }

    /** A seller's rows of today as PostgreSQL has them, by product. */
    Map<String, Sheet.Row> stored(String vendedorId) {
        return table().plainRows(seller(vendedorId));
    }

    /** Products whose V was ticked after a seq, in the order in which PostgreSQL has the changes. */
    List<String> ticksOf(String vendedorId, long afterSeq) {
        return table().payloads(vendedorId).stream()
                .map(Api.JSON::readTree)
                .filter(event -> event.get("seq").longValue() > afterSeq)
                .filter(event -> event.get("causa").asString().equals("check_v"))
                .map(event -> event.get("producto").asString())
                .toList();
    }

    Table table() {
        return new Table(
                stack.postgres().jdbcUrl(),
                stack.postgres().user(),
                stack.postgres().password());
    }

    /** Connections that push-service has open. */
    int viewers() {
        Api admin = new Api(push().url()).as(token(Rol.ADMIN, "ADMIN"));
        return admin.get("/actuator/metrics/cargue.push.viewers")
                .json()
                .get("measurements")
                .get(0)
                .get("value")
                .intValue();
    }

    @Override
    public void close() {
        if (second != null) {
            second.close();
        }
        if (secondDir != null) {
            secondDir.close();
        }
        stack.close();
    }
}
