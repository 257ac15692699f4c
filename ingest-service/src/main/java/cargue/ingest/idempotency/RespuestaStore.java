package cargue.ingest.idempotency;

import cargue.contract.Posicion;
import cargue.ingest.http.Respuesta;
import cargue.ingest.sql.Ronda;
import cargue.ingest.sql.Tabla;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Stored answers, read and written in rounds of the caller's transaction. */
public final class RespuestaStore {

    private static final String PRIMARY_KEY = "idempotency_pkey";

    private RespuestaStore() {}

    /** Reads the stored answers of those keys that have one, in a round. */
    public static void find(Ronda ronda, Collection<Clave> claves, BiConsumer<Clave, Guardada> found) {
        if (claves.isEmpty()) {
            return;
        }
        Tabla keys = Tabla.of(claves)
                .add("sub", "text", Clave::sub)
                .add("call", "text", Clave::call)
                .add("key", "text", Clave::key)
                .tabla();
        ronda.query(
                "SELECT i.sub, i.call, i.key, i.request_hash, i.status, i.body, i.epoca, i.seq"
                        + " FROM %s JOIN idempotency i USING (sub, call, key)",
                "k", keys, row -> found.accept(clave(row), guardada(row)));
    }

    /**
     * Stores answers in a round, which fails when another transaction has stored one for one of the keys; see
     * {@link #isOccupied}.
     */
    public static void save(Ronda ronda, Map<Clave, Guardada> answers) {
        if (answers.isEmpty()) {
            return;
        }
        Tabla rows = Tabla.of(answers.entrySet())
                .add("sub", "text", a -> a.getKey().sub())
                .add("call", "text", a -> a.getKey().call())
                .add("key", "text", a -> a.getKey().key())
                .add("request_hash", "bytea", a -> a.getValue().huella().bytes())
                .add("status", "smallint", a -> a.getValue().respuesta().status())
                .add("body", "bytea", a -> a.getValue().respuesta().body())
                .add("epoca", "uuid", a -> epoca(a.getValue()))
                .add("seq", "bigint", a -> seq(a.getValue()))
                .tabla();
        ronda.update(
                "INSERT INTO idempotency (sub, call, key, request_hash, status, body, epoca, seq, created_at)"
                        + " SELECT a.*, clock_timestamp() FROM %s",
                "a", rows);
    }

    /** Whether a round failed because another transaction had stored an answer for the same key after we looked. */
    public static boolean isOccupied(DuplicateKeyException e) {
        return String.valueOf(e.getMostSpecificCause().getMessage()).contains(PRIMARY_KEY);
    }

    private static @Nullable UUID epoca(Guardada answer) {
        return answer.posicion() == null ? null : answer.posicion().epoca();
    }

    private static @Nullable Long seq(Guardada answer) {
        return answer.posicion() == null ? null : answer.posicion().seq();
    }

    private static Clave clave(ResultSet row) throws SQLException {
        return new Clave(row.getString("sub"), row.getString("call"), row.getString("key"));
    }

    private static Guardada guardada(ResultSet row) throws SQLException {
        UUID epoca = row.getObject("epoca", UUID.class);
        return new Guardada(
                Huella.of(row.getBytes("request_hash")),
                new Respuesta(row.getInt("status"), row.getBytes("body")),
                epoca == null ? null : new Posicion(epoca, row.getLong("seq")));
    }
}
