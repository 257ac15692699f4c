package cargue.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** One for all tests: making a database takes seconds. */
    @TempDir
    static Path temp;

    private static DataDir dir;
    private static Postgres postgres;

    @BeforeAll
    static void start() throws Exception {
        dir = DataDir.open(temp.resolve("data"));
        postgres = new Postgres(dir, Ports.free());
        postgres.start();
        postgres.awaitReady(LIMIT);
    }

    @AfterAll
    static void end() {
        postgres.close();
        dir.close();
    }

    @Test
    void keepsItsDataOverStopAndKill() throws Exception {
        execute("CREATE TABLE kept (name text)");
        execute("INSERT INTO kept VALUES ('Ñandú')");
        postgres.stop();
        assertThat(postgres.isAlive()).isFalse();
        postgres.start();
        postgres.awaitReady(LIMIT);
        assertThat(value("SELECT name FROM kept")).isEqualTo("Ñandú");

        execute("INSERT INTO kept VALUES ('second')");
        postgres.kill();
        postgres.start();
        postgres.awaitReady(LIMIT);
        assertThat(value("SELECT count(*) FROM kept")).isEqualTo("2");
    }

    /** A killed postmaster that pid 1 had not collected yet made the next start fail. */
    @Test
    void startsOverAPidFileOfAnotherLivingProcess() throws Exception {
        postgres.kill();
        Path pidFile = dir.resolve("postgres/18/data/postmaster.pid");
        String others = Long.toString(ProcessHandle.current().pid());
        Files.writeString(pidFile, Files.readString(pidFile).replaceFirst("\\d+", others));
        postgres.start();
        postgres.awaitReady(LIMIT);
        assertThat(value("SELECT 1")).isEqualTo("1");
    }

    @Test
    void answersACommitOnlyWhenItIsDurable() throws Exception {
        assertThat(value("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(value("SHOW fsync")).isEqualTo("on");
        assertThat(value("SHOW server_version")).startsWith(Binaries.MAJOR + ".");
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong"));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), "postgres", ""));
        assertThat(value("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("f");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres.passwordFile())))
                .isEqualTo("rw-------");
    }

    /** Containers that forbid user namespaces have only this way. */
    @Test
    void runsAsNobodyWhereRootHasNoNamespace() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        Path program = dir.resolve("postgres/18/binaries/bin/postgres");
        assumeThat(Unprivileged.NOBODY.works(program)).isTrue();
        postgres.stop();
        Cluster cluster = new Cluster(dir, Progress.silent());
        cluster.prepare();
        Unprivileged.NOBODY.own(cluster.data());
        assertThat(singleUser(program, cluster.data())).contains("kept");
        postgres.start(); // takes the namespace again, and the files back
        postgres.awaitReady(LIMIT);
        assertThat(Files.getAttribute(cluster.data(), "unix:uid")).isEqualTo(0);
    }

    private static String singleUser(Path program, Path data) throws Exception {
        List<String> command = new ArrayList<>(Unprivileged.NOBODY.prefix());
        command.addAll(List.of(program.toString(), "--single", "-D", data.toString(), "postgres"));
        Path input = Files.writeString(temp.resolve("input"), "SELECT 'kept' AS word\n");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile());
        builder.environment().putAll(Cluster.ENVIRONMENT);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
