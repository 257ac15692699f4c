package cargue.local.postgres;

import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * PostgreSQL on 127.0.0.1 with one database {@code cargue}, owned by a role {@code cargue} that is no superuser. Its
 * data lies in {@code DIR/postgres} and survives restarts, kills and the launcher. Commits are durable when they are
 * answered ({@code synchronous_commit} and {@code fsync} on).
 */
public final class Postgres extends ServerProcess {

    /** The database, and the role that owns it. */
    public static final String DATABASE = "cargue";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int STATUS_LINE = 7;

    private final int port;
    private final Cluster cluster;
    private final Map<String, String> settings = new TreeMap<>(Map.ofEntries(
            Map.entry("listen_addresses", Ports.HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("synchronous_commit", "on"),
            // Modest, for a laptop: the sheets of a month take a few MB.
            Map.entry("shared_buffers", "48MB"),
            Map.entry("max_connections", "100"),
            Map.entry("max_wal_size", "256MB"),
            // Less often written out, and less often flushed for those who do not wait for it: the relay's cursors.
            // Commits that wait are flushed at once, as ever.
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("wal_writer_delay", "1s"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC")));

    public Postgres(DataDir dir, int port) {
        this(dir, port, Map.of(), Progress.silent());
    }

    /** With server settings that replace or add to the stack's own. */
    public Postgres(DataDir dir, int port, Map<String, String> settings, Progress progress) {
        super("postgres", dir, progress);
        this.port = port;
        this.cluster = new Cluster(dir, progress);
        this.settings.putAll(settings);
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + address() + "/" + DATABASE;
    }

    public String user() {
        return DATABASE;
    }

    /** The password of {@link #user()}: random, made with the database, kept in {@code DIR/postgres/pgpass}. */
    public String password() {
        return cluster.passwords().of(DATABASE);
    }

    /** The cluster's directory, which may be copied while it does not run, and replaced by such a copy. */
    public Path data() {
        return cluster.data();
    }

    @Override
    public String address() {
        return Ports.HOST + ":" + port;
    }

    @Override
    protected Program program() throws InterruptedException {
        cluster.prepare();
        List<String> arguments = new ArrayList<>(List.of("-D", cluster.data().toString(), "-p", "" + port));
        arguments.addAll(List.of("-c", mark()));
        settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return new Program(cluster.command("postgres", arguments), Cluster.ENVIRONMENT);
    }

    /** Reads the status that the postmaster keeps in its pid file, as pg_ctl does. */
    @Override
    protected boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(cluster.pidFile());
            return lines.size() > STATUS_LINE
                    && lines.get(0).strip().equals(Long.toString(pid()))
                    && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false; // not written yet
        }
    }

    /** Fast: open transactions are rolled back, clients are not waited for. */
    @Override
    protected String stopSignal() {
        return "INT";
    }

    @Override
    protected Duration stopLimit() {
        return STOP_LIMIT;
    }

    /** The file with the passwords, in libpq's format: {@code PGPASSFILE=… psql -h 127.0.0.1 -U cargue cargue}. */
    public Path passwordFile() {
        return cluster.passwords().file();
    }
}
