package cargue.analysts.duck;

import cargue.local.process.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A database that lives in this process: in memory, of which it takes 256 MB at most, and beyond that in a directory for
 * the time being. It asks nobody on the network. One thread; any may {@link #cancel()}.
 */
public final class Duck implements AutoCloseable {

    /** What a person wants to know of a long message. */
    private static final String FULL = "No space left on device";

    private final Connection connection;
    private final Path spill;
    private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();

    private Duck(Connection connection, Path spill) {
        this.connection = connection;
        this.spill = spill;
    }

    /**
     * Opens an empty one.
     *
     * @param spill directory for what does not fit into memory, made when it is needed and deleted at the end
     * @throws StackException when it does not run on this machine
     */
    public static Duck open(Path spill) {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "256MB");
        settings.setProperty("threads", "2");
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("preserve_insertion_order", "true");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            Duck duck = new Duck(new DuckDBDriver().connect("jdbc:duckdb:", settings), spill);
            duck.script("SET TimeZone = 'UTC'");
            return duck;
        } catch (SQLException | LinkageError e) {
            throw new StackException(
                    "DuckDB does not run here (" + reason(e) + "): it needs 100 MB in "
                            + System.getProperty("java.io.tmpdir") + " that may be executed, or set -Djava.io.tmpdir",
                    e);
        }
    }

    /** Reads a line of a result. */
    @FunctionalInterface
    public interface Line<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs one statement with its parameters. */
    public void run(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.execute();
        } finally {
            running.set(null);
        }
    }

    /** Runs a file of statements. */
    public void script(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All lines of a result. */
    public <T> List<T> list(String sql, Line<T> line, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(line.read(rows));
            }
            return all;
        } finally {
            running.set(null);
        }
    }

    private PreparedStatement prepare(String sql, String... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        running.set(statement);
        return statement;
    }

    /** Breaks off what runs, which then throws. */
    public void cancel() {
        Statement statement = running.get();
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException e) {
            // It has just ended.
        }
    }

    /** The first line of what went wrong. */
    public static String reason(Throwable e) {
        Throwable cause = e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
        String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return line.contains(FULL) ? FULL : line.strip();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // All of it was in memory.
        }
        delete(spill);
    }

    /** Deletes a directory of files that nobody needs; it need not be there. */
    public static void delete(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // What is left of it has a name that says whose it was.
        }
    }
}
