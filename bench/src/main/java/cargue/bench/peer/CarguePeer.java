package cargue.bench.peer;

import cargue.bench.load.Sheet;
import cargue.bench.load.Sheet.Check;
import cargue.bench.viewer.CargueViewer;
import cargue.bench.viewer.Strings;
import cargue.bench.viewer.Viewer;
import cargue.contract.Rol;
import cargue.local.LocalStack;
import cargue.local.StackOptions;
import cargue.local.process.Jvm;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cargue's own stack: both services, Kafka and PostgreSQL, with their settings as they are but for the limits of what one
 * user and one address may do.
 */
public final class CarguePeer implements Peer {

    /** Requests a second that ingest-service takes of a user and of an address: more than people can send. */
    public static final int POSTS_PER_SECOND = 100_000;

    /** Longer than any bench: an open connection ends with its token. */
    private static final Duration TOKEN_TTL = Duration.ofDays(2);

    /** All viewers of a bench are one user on one address. */
    private static final Map<String, String> PUSH_LIMITS =
            Map.of("CARGUE_PUSH_MAXVIEWERSPERUSER", "20000", "CARGUE_PUSH_HANDSHAKEBURST", "20000");

    private final String name;
    private final String fecha = LocalDate.now(ZoneId.of("America/Bogota")).toString();
    private final Strings strings = new Strings();
    private @Nullable LocalStack stack;
    private @Nullable Setup setup;
    private String token = "";

    /** Under a name: a scenario may measure it in two ways, beside each other. */
    public CarguePeer(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean keepsChecks() {
        return true;
    }

    @Override
    public void start(Path dir, Progress progress) throws InterruptedException {
        String posts = Integer.toString(POSTS_PER_SECOND);
        LocalStack started = new LocalStack(
                StackOptions.onFreePorts(dir),
                Map.of(
                        "CARGUE_SEGURIDAD_LIMITES_USERPERSECOND", posts,
                        "CARGUE_SEGURIDAD_LIMITES_USERBURST", posts,
                        "CARGUE_SEGURIDAD_LIMITES_ADDRESSPERSECOND", posts,
                        "CARGUE_SEGURIDAD_LIMITES_ADDRESSBURST", posts),
                PUSH_LIMITS,
                progress);
        stack = started;
        started.start();
        token = started.issuer().token(Rol.DESPACHADOR, "DESP1", TOKEN_TTL);
        setup = new Setup(started, fecha, TOKEN_TTL, progress);
    }

    /** Its stack, which runs. */
    public LocalStack stack() {
        return Objects.requireNonNull(stack, "not started");
    }

    /** The date of the sheets: today. */
    public String fecha() {
        return fecha;
    }

    /** What its viewers have in common. */
    public CargueViewer.Source source(int receiveBuffer) {
        return new CargueViewer.Source(
                Requests.address(stack().push().port()),
                token,
                fecha,
                Sheet.DIA,
                Sheet.PRODUCTS,
                receiveBuffer,
                strings);
    }

    @Override
    public List<Part> parts() {
        LocalStack running = stack();
        return List.of(
                new Part("ingest", running.ingest().pid(), false),
                new Part("push", running.push().pid(), true),
                new Part("kafka", running.kafka().pid(), false),
                new Part("postgres", running.postgres().pid(), false));
    }

    @Override
    public List<Sheet> fill(List<String> vendedores) throws InterruptedException {
        Objects.requireNonNull(setup, "not started").fill(vendedores);
        List<Sheet> sheets = new ArrayList<>();
        vendedores.forEach(vendedor -> sheets.add(new Sheet(vendedor)));
        return sheets;
    }

    @Override
    public Viewer viewer(String vendedor, int receiveBuffer, Viewer.Events events) {
        return new CargueViewer(source(receiveBuffer), List.of(vendedor), events);
    }

    @Override
    public InetSocketAddress posts() {
        return Requests.address(stack().ingest().port());
    }

    @Override
    public ByteBuffer request(Check check) {
        return Requests.post(
                posts(),
                "/api/actualizar-check-despachador/",
                Map.of("Authorization", "Bearer " + token),
                "{" + sheet(check.vendedor()) + ",\"producto\":\"" + check.producto() + "\",\"d\":" + check.tick()
                        + "}");
    }

    /** One request with many checks, each with an id of its own. */
    public ByteBuffer batch(List<Check> checks) {
        StringBuilder body = new StringBuilder("{\"checks\":[");
        for (Check check : checks) {
            body.append(body.length() > 11 ? "," : "")
                    .append("{\"id\":\"")
                    .append(check.vendedor())
                    .append('-')
                    .append(check.number())
                    .append("\",")
                    .append(sheet(check.vendedor()))
                    .append(",\"producto\":\"")
                    .append(check.producto())
                    .append("\",\"d\":")
                    .append(check.tick())
                    .append('}');
        }
        return Requests.post(
                posts(),
                "/api/checks/",
                Map.of("Authorization", "Bearer " + token),
                body.append("]}").toString());
    }

    /** Its seq is the check's number: all of a sheet's checks go over one connection. */
    @Override
    public void verify(Check check, int status, ByteBuffer body) {
        Requests.requireTaken(check, status, body);
        long seq = Requests.number("seq", body);
        if (seq != check.number()) {
            throw new StackException("check " + check.number() + " of " + check.vendedor() + " got seq " + seq);
        }
    }

    @Override
    public void collectGarbage() throws InterruptedException {
        for (Part part : parts()) {
            if (!part.name().equals("postgres")) {
                Jvm.liveHeap(part.pid());
            }
        }
    }

    @Override
    public void close() {
        LocalStack running = stack;
        if (running != null) {
            running.close();
            stack = null;
        }
    }

    private String sheet(String vendedor) {
        return "\"vendedor_id\":\"" + vendedor + "\",\"dia\":\"" + Sheet.DIA + "\",\"fecha\":\"" + fecha + "\"";
    }
}
