package cargue.ingest.idempotency;

import cargue.contract.Posicion;
import cargue.ingest.http.Respuesta;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stored answers, read and written in the caller's transaction. */
@Component
public class RespuestaStore {

    private final JdbcTemplate jdbc;

    RespuestaStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The stored answers of those keys that have one. */
    public Map<Clave, Guardada> find(Collection<Clave> claves) {
        Map<Clave, Guardada> found = new HashMap<>();
        if (!claves.isEmpty()) {
            jdbc.query(
                    connection -> {
                        var select = connection.prepareStatement("""
                                SELECT i.* FROM unnest(?, ?, ?) AS k (sub, call, key)
                                JOIN idempotency i ON (i.sub, i.call, i.key) = (k.sub, k.call, k.key)
                                """);
                        select.setArray(1, connection.createArrayOf("text", column(claves, Clave::sub)));
                        select.setArray(2, connection.createArrayOf("text", column(claves, Clave::call)));
                        select.setArray(3, connection.createArrayOf("text", column(claves, Clave::key)));
                        return select;
                    },
                    (ResultSet row) -> {
                        found.put(
                                new Clave(row.getString("sub"), row.getString("call"), row.getString("key")),
                                guardada(row));
                    });
        }
        return found;
    }

    /**
     * Stores answers.
     *
     * @throws ClaveOcupada when another transaction has stored one for one of the keys; the caller's transaction must
     *     roll back
     */
    public void save(Map<Clave, Guardada> answers) {
        if (answers.isEmpty()) {
            return;
        }
        List<Map.Entry<Clave, Guardada>> rows = new ArrayList<>(answers.entrySet());
        int stored = jdbc.update(connection -> {
            var insert = connection.prepareStatement("""
                    INSERT INTO idempotency (sub, call, key, request_hash, status, body, epoca, seq, created_at)
                    SELECT a.*, clock_timestamp() FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS a
                    ON CONFLICT DO NOTHING
                    """);
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", column(rows, r -> r.getKey().sub())));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "text", column(rows, r -> r.getKey().call())));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "text", column(rows, r -> r.getKey().key())));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", bytes(rows, a -> a.huella().bytes())));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "int2", column(rows, r -> r.getValue().respuesta().status())));
            insert.setArray(
                    6,
                    connection.createArrayOf(
                            "bytea", bytes(rows, a -> a.respuesta().body())));
            insert.setArray(7, connection.createArrayOf("uuid", column(rows, r -> epoca(r.getValue()))));
            insert.setArray(8, connection.createArrayOf("int8", column(rows, r -> seq(r.getValue()))));
            return insert;
        });
        if (stored != answers.size()) {
            throw new ClaveOcupada();
        }
    }

    private static <T> @Nullable Object[] column(Collection<T> rows, Function<T, @Nullable Object> column) {
        return rows.stream().map(column).toArray();
    }

    private static byte[][] bytes(List<Map.Entry<Clave, Guardada>> rows, Function<Guardada, byte[]> column) {
        return rows.stream().map(row -> column.apply(row.getValue())).toArray(byte[][]::new);
    }

    private static @Nullable UUID epoca(Guardada answer) {
        return answer.posicion() == null ? null : answer.posicion().epoca();
    }

    private static @Nullable Long seq(Guardada answer) {
        return answer.posicion() == null ? null : answer.posicion().seq();
    }

    private static Guardada guardada(ResultSet row) throws SQLException {
        UUID epoca = row.getObject("epoca", UUID.class);
        return new Guardada(
                Huella.of(row.getBytes("request_hash")),
                new Respuesta(row.getInt("status"), row.getBytes("body")),
                epoca == null ? null : new Posicion(epoca, row.getLong("seq")));
    }
}
