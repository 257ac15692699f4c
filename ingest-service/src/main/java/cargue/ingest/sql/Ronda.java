package cargue.ingest.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Statements that PostgreSQL gets in one piece and answers in one, so that they cost one round trip. They run one after
 * the other: each sees what those before it did and, in READ COMMITTED, what others had committed when it began itself;
 * so what is read after a lock in the same round is as fresh as what is read in a later one. When one fails, none after
 * it runs. Confined to a thread.
 */
public final class Ronda {

    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();

    /** Takes one row of an answer. */
    @FunctionalInterface
    public interface Reader {

        /** Takes the row that the result set stands at. */
        void row(ResultSet row) throws SQLException;
    }

    /** Adds a statement whose rows are read when the round is run; its values in the order of its question marks. */
    public Ronda query(String sql, Reader reader, @Nullable Object... parameters) {
        statements.add(sql);
        readers.add(reader);
        values.addAll(Arrays.asList(parameters));
        return this;
    }

    /** Adds a statement that answers nothing. */
    public Ronda update(String sql, @Nullable Object... parameters) {
        return query(sql, row -> {}, parameters);
    }

    /**
     * Adds a statement that answers nothing and takes rows of values.
     *
     * @param sql with {@code %s} in the place of the table
     * @param parameters of the question marks behind the table
     */
    public Ronda update(String sql, String alias, Tabla tabla, @Nullable Object... parameters) {
        return query(sql, alias, tabla, row -> {}, parameters);
    }

    /** The same for one that answers rows. */
    public Ronda query(String sql, String alias, Tabla tabla, Reader reader, @Nullable Object... parameters) {
        List<@Nullable Object> all = tabla.values();
        all.addAll(Arrays.asList(parameters));
        return query(sql.formatted(tabla.as(alias)), reader, all.toArray());
    }

    /**
     * Ends the caller's transaction with the last statement, if all before it went well. Whoever began it finds it
     * ended, and has nothing to commit or roll back.
     */
    public Ronda commit() {
        return update("COMMIT");
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return statements.isEmpty();
    }

    /**
     * Sends all, and reads all answers.
     *
     * @throws org.springframework.dao.DataAccessException when one failed
     */
    public void run(JdbcTemplate jdbc) {
        jdbc.execute(this::prepare, statement -> {
            read(statement);
            return statement;
        });
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(String.join(";", statements));
        for (int i = 0; i < values.size(); i++) {
            bind(connection, statement, i + 1, values.get(i));
        }
        return statement;
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        if (value instanceof Tabla.Arreglo arreglo) {
            statement.setArray(index, connection.createArrayOf(arreglo.type(), arreglo.typed()));
        } else if (value instanceof Instant instant) {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else {
            statement.setObject(index, value);
        }
    }

    private void read(PreparedStatement statement) throws SQLException {
        boolean rows = statement.execute();
        for (Reader reader : readers) {
            if (rows) {
                try (ResultSet answer = statement.getResultSet()) {
                    while (answer.next()) {
                        reader.row(answer);
                    }
                }
            }
            rows = statement.getMoreResults();
        }
    }
}
