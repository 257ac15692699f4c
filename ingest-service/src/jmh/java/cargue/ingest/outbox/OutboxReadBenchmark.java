package cargue.ingest.outbox;

import cargue.ingest.outbox.Pendientes.Cola;
import cargue.local.postgres.Postgres;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.process.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** A relay's look at what is not published yet, in a real PostgreSQL: 10,000 events of a hundred vendedores. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OutboxReadBenchmark {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    /** Vendedores with one event each that is not published. */
    @Param({"1", "100"})
    public int vendedores;

    private @Nullable Path directory;
    private @Nullable DataDir data;
    private @Nullable Postgres postgres;
    private @Nullable RelayDatabase database;
    private @Nullable Pendientes pendientes;
    private List<String> ids = List.of();

    /** Starts the server and fills it. */
    @Setup
    public void start() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("cargue-jmh-");
        data = DataDir.open(directory);
        Postgres server = new Postgres(data, Ports.free(), Map.of(), Progress.silent());
        postgres = server;
        server.start();
        server.awaitReady(START_LIMIT);
        Flyway.configure()
                .dataSource(server.jdbcUrl(), server.user(), server.password())
                .load()
                .migrate();
        RelayDatabase relay = new RelayDatabase(details(server));
        database = relay;
        pendientes = new Pendientes(relay);
        relay.jdbc().execute("""
                INSERT INTO vendedor SELECT 'B' || i, 'B' FROM generate_series(1, 100) i;
                INSERT INTO vendedor_stream
                SELECT 'B' || i, md5(i::text)::uuid, 100, now() FROM generate_series(1, 100) i;
                INSERT INTO outbox_cursor SELECT 'B' || i, md5(i::text)::uuid, 99 FROM generate_series(1, 100) i;
                INSERT INTO check_event
                SELECT 'B' || i, md5(i::text)::uuid, s, gen_random_uuid(), now(), decode(repeat('7b', 420), 'hex'),
                       '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
                FROM generate_series(1, 100) i, generate_series(1, 100) s;
                ANALYZE;
                """);
        ids = IntStream.rangeClosed(1, vendedores).mapToObj(i -> "B" + i).toList();
    }

    private static JdbcConnectionDetails details(Postgres server) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return server.user();
            }

            @Override
            public String getPassword() {
                return server.password();
            }

            @Override
            public String getJdbcUrl() {
                return server.jdbcUrl();
            }
        };
    }

    /** Locks the cursors and reads what is above them, in a transaction. */
    @Benchmark
    public List<Cola> lockAndRead() {
        return Objects.requireNonNull(Objects.requireNonNull(database)
                .transaction()
                .execute(status -> Objects.requireNonNull(pendientes).lockAndRead(ids)));
    }

    /** Stops the server. */
    @TearDown
    public void stop() throws IOException {
        Objects.requireNonNull(database).destroy();
        Objects.requireNonNull(postgres).close();
        Objects.requireNonNull(data).close();
        Trees.delete(Objects.requireNonNull(directory));
    }
}
