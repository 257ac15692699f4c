package cargue.bench.peer;

import cargue.bench.load.Sheet;
import cargue.bench.load.Sheet.Check;
import cargue.bench.viewer.Dialects;
import cargue.bench.viewer.PlainViewer;
import cargue.bench.viewer.Strings;
import cargue.bench.viewer.Viewer;
import cargue.local.postgres.Postgres;
import cargue.local.process.DataDir;
import cargue.local.process.Installation;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The plan's design, Django Channels: {@code bench/peers/django}, with a PostgreSQL and a Redis of its own. */
public final class DjangoPeer implements Peer {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final String FECHA = "2026-01-05";
    private static final String MODULE = "cargue_plan";

    private final Path home = Installation.home().resolve("bench/peers/django");
    private final Path python = Installation.home().resolve("bench/target/django-venv");
    private final int port = Ports.free();
    private final int redisPort = Ports.free();
    private final int postgresPort = Ports.free();
    private final Strings strings = new Strings();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable DataDir data;
    private @Nullable Postgres postgres;
    private @Nullable PeerProcess redis;
    private @Nullable PeerProcess daphne;

    @Override
    public String name() {
        return "django";
    }

    @Override
    public boolean keepsChecks() {
        return true;
    }

    @Override
    public void start(Path dir, Progress progress) throws InterruptedException {
        DataDir opened = DataDir.open(dir);
        data = opened;
        install(progress);
        PeerProcess queue = new PeerProcess(
                "redis",
                opened,
                redisPort,
                List.of(
                        "redis-server",
                        "--port",
                        Integer.toString(redisPort),
                        "--bind",
                        Ports.HOST,
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--maxclients",
                        "19000"),
                Map.of(),
                progress);
        redis = queue;
        queue.start();
        Postgres database = new Postgres(opened, postgresPort, Map.of(), progress);
        postgres = database;
        database.start();
        database.awaitReady(START_LIMIT);
        queue.awaitReady(START_LIMIT);
        Map<String, String> environment = environment(database);
        Tools.run(
                "the plan's table could not be made",
                List.of(program("python"), home.resolve(MODULE + ".py").toString()),
                environment);
        PeerProcess server = new PeerProcess(
                "daphne",
                opened,
                port,
                List.of(
                        program("daphne"),
                        "-b",
                        Ports.HOST,
                        "-p",
                        Integer.toString(port),
                        "-v",
                        "0",
                        MODULE + ":application"),
                environment,
                progress);
        daphne = server;
        server.start();
        server.awaitReady(START_LIMIT);
    }

    private void install(Progress progress) throws InterruptedException {
        Tools.run(
                "the plan's design needs redis-server in PATH, such as of Debian's package redis-server",
                List.of("redis-server", "--version"),
                Map.of());
        Path wanted = home.resolve("requirements.txt");
        Path installed = python.resolve("installed.txt");
        if (!same(wanted, installed)) {
            progress.say("installing Django, Channels and Daphne");
            String need = "the plan's design needs Python 3.10 or newer with venv and pip";
            Tools.run(need, List.of("python3", "-m", "venv", python.toString()), Map.of());
            Tools.run(
                    need,
                    List.of(program("python"), "-m", "pip", "install", "--quiet", "--requirement", wanted.toString()),
                    Map.of());
            copy(wanted, installed);
        }
    }

    /** Whether what is wanted is what was installed. */
    private static boolean same(Path wanted, Path installed) {
        try {
            return Files.exists(installed) && Files.mismatch(wanted, installed) == -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path wanted, Path installed) {
        try {
            Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String program(String name) {
        return python.resolve("bin").resolve(name).toString();
    }

    private Map<String, String> environment(Postgres database) {
        return Map.of(
                "PYTHONPATH", home.toString(),
                "PYTHONDONTWRITEBYTECODE", "1",
                "SECRET_KEY", UUID.randomUUID().toString(),
                "PGHOST", Ports.HOST,
                "PGPORT", Integer.toString(database.port()),
                "PGDATABASE", Postgres.DATABASE,
                "PGUSER", database.user(),
                "PGPASSWORD", database.password(),
                "REDIS_URL", "redis://" + Ports.HOST + ":" + redisPort);
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part("daphne", Objects.requireNonNull(daphne, "not started").pid(), true),
                new Part("redis", Objects.requireNonNull(redis, "not started").pid(), true),
                new Part(
                        "postgres",
                        Objects.requireNonNull(postgres, "not started").pid(),
                        false));
    }

    @Override
    public List<Sheet> fill(List<String> vendedores) throws InterruptedException {
        for (String vendedor : vendedores) {
            String products = IntStream.range(0, Sheet.PRODUCTS)
                    .mapToObj(row -> "{\"nombre\":\"" + Sheet.product(row) + "\",\"cantidad\":10}")
                    .collect(Collectors.joining(",", "[", "]"));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + Ports.HOST + ":" + port + "/api/guardar-sugerido/"))
                    .POST(BodyPublishers.ofString("{" + sheet(vendedor) + ",\"productos\":" + products + "}"))
                    .build();
            try {
                var answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new StackException("Django answers a sheet with " + answer.statusCode());
                }
            } catch (IOException e) {
                throw new StackException("Django does not answer: " + e.getMessage(), e);
            }
        }
        return vendedores.stream().map(Sheet::new).toList();
    }

    @Override
    public Viewer viewer(String vendedor, int receiveBuffer, Viewer.Events events) {
        return new PlainViewer(
                new PlainViewer.Source(posts(), "", receiveBuffer, strings, new Dialects.Plan()), vendedor, events);
    }

    @Override
    public InetSocketAddress posts() {
        return Requests.address(port);
    }

    @Override
    public ByteBuffer request(Check check) {
        return Requests.post(
                posts(),
                "/api/actualizar-check-despachador/",
                Map.of(),
                "{" + sheet(check.vendedor()) + ",\"producto\":\"" + check.producto() + "\",\"d\":" + check.tick()
                        + ",\"n\":" + check.number() + "}");
    }

    @Override
    public void verify(Check check, int status, ByteBuffer body) {
        Requests.requireTaken(check, status, body);
        if (Requests.number("n", body) != check.number()) {
            throw new StackException("check " + check.number() + " got the answer of another");
        }
    }

    /** Python gives back what nobody refers to by itself, and cannot be told from outside. */
    @Override
    public void collectGarbage() {}

    @Override
    public void close() {
        for (AutoCloseable part : new AutoCloseable[] {daphne, redis, postgres, data}) {
            close(part);
        }
    }

    private static void close(@Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            throw new StackException("a server of the plan's design does not end: " + e.getMessage(), e);
        }
    }

    private static String sheet(String vendedor) {
        return "\"vendedor_id\":\"" + vendedor + "\",\"dia\":\"" + Sheet.DIA + "\",\"fecha\":\"" + FECHA + "\"";
    }
}
