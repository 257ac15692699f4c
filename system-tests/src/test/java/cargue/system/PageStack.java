package cargue.system;

import cargue.contract.Rol;
import cargue.local.LocalStack;
import cargue.local.StackOptions;
import cargue.local.issuer.Claims;
import cargue.local.issuer.User;
import cargue.local.process.Progress;
import cargue.local.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What {@code ./cargue up} starts, for tests that look at the pages: with ID1 to ID6 and nobody else. */
final class PageStack implements AutoCloseable {

    static final String DESPACHADOR = "DESP1";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final LocalStack stack;

    private PageStack(LocalStack stack) {
        this.stack = stack;
    }

    static PageStack start() throws Exception {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path data = Files.createTempDirectory(target, "page-stack-");
        PageStack pages = new PageStack(new LocalStack(StackOptions.onFreePorts(data), Progress.silent()));
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

    /** The seller's sheet of today, as the seller calls the service. */
    Sheet seller(String vendedorId) {
        return Sheet.today(new Api(ingest().url()).as(token(Rol.VENDEDOR, vendedorId)), vendedorId);
    }

    /** The same as the dispatcher calls the service. */
    Sheet dispatcher(String vendedorId) {
        return Sheet.today(new Api(ingest().url()).as(token(Rol.DESPACHADOR, DESPACHADOR)), vendedorId);
    }

    /** Fills a seller's sheet of today, ready to be loaded: D is ticked in every row. */
    void load(String vendedorId, List<String> productos) {
        require(seller(vendedorId).sugerido(productos, 100));
        productos.forEach(producto -> require(dispatcher(vendedorId).check("d", producto, true)));
    }

    static void require(Api.Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("not taken: " + answer);
        }
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
        stack.close();
    }
}
