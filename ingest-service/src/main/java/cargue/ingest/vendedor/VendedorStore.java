package cargue.ingest.vendedor;

import cargue.ingest.sql.Ronda;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The sellers in PostgreSQL, and each one's lock and counter. Vendedores are never deleted. */
@Component
public class VendedorStore {

    private final JdbcClient jdbc;

    VendedorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All sellers, by id. */
    public List<Vendedor> list() {
        return jdbc.sql("SELECT vendedor_id, nombre FROM vendedor ORDER BY vendedor_id")
                .query(Vendedor.class)
                .list();
    }

    /** Whether there is such a seller; the id may be any text of the right form. */
    public boolean exists(String vendedorId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM vendedor WHERE vendedor_id = ?)")
                .param(vendedorId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Adds a seller or changes the name of one. A seller's three rows are made in one transaction, so that one which
     * can be seen can be written to.
     *
     * @return whether it is new
     */
    @Transactional
    public boolean put(Vendedor vendedor) {
        boolean added = jdbc.sql("INSERT INTO vendedor (vendedor_id, nombre) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(vendedor.vendedorId(), vendedor.nombre())
                        .update()
                == 1;
        if (added) {
            addStream(vendedor.vendedorId());
        } else {
            jdbc.sql("UPDATE vendedor SET nombre = ? WHERE vendedor_id = ?")
                    .params(vendedor.nombre(), vendedor.vendedorId())
                    .update();
        }
        return added;
    }

    private void addStream(String vendedorId) {
        UUID epoca = Epocas.first();
        jdbc.sql("INSERT INTO vendedor_stream (vendedor_id, epoca, last_seq, last_at)"
                        + " VALUES (?, ?, 0, clock_timestamp())")
                .params(vendedorId, epoca)
                .update();
        jdbc.sql("INSERT INTO outbox_cursor (vendedor_id, epoca, published_seq) VALUES (?, ?, 0)")
                .params(vendedorId, epoca)
                .update();
    }

    /**
     * Waits in a round for the vendedor's lock, which the caller's transaction then holds to its end. The numbers it gives out
     * are gapless and in commit order because of it: seq n+1 can be taken only after n's transaction has committed
     * and is visible, and a rollback gives n back. The clock is read after the wait.
     *
     * @param locked takes what was found when the round is run; nothing when there is no such vendedor
     */
    public static void lock(Ronda ronda, String vendedorId, Consumer<Turno> locked) {
        ronda.query("""
                WITH locked AS MATERIALIZED (
                    SELECT epoca, last_seq, last_at FROM vendedor_stream WHERE vendedor_id = ? FOR UPDATE)
                SELECT epoca, last_seq, last_at, clock_timestamp() FROM locked
                """, row -> locked.accept(turno(row)), vendedorId);
    }

    /** Moves the counter in a round; the caller's transaction holds the lock. */
    public static void advance(Ronda ronda, String vendedorId, long lastSeq, Instant lastAt) {
        ronda.update(
                "UPDATE vendedor_stream SET last_seq = ?, last_at = ? WHERE vendedor_id = ?",
                lastSeq,
                lastAt,
                vendedorId);
    }

    /** Begins a new numbering, of which so many events exist already; the caller's transaction holds the lock. */
    public void begin(String vendedorId, UUID epoca, long lastSeq, Instant lastAt) {
        jdbc.sql("UPDATE vendedor_stream SET epoca = ?, last_seq = ?, last_at = ? WHERE vendedor_id = ?")
                .params(epoca, lastSeq, lastAt.atOffset(ZoneOffset.UTC), vendedorId)
                .update();
    }

    private static Turno turno(ResultSet row) throws SQLException {
        int column = 1;
        return new Turno(
                row.getObject(column++, UUID.class),
                row.getLong(column++),
                row.getObject(column++, OffsetDateTime.class).toInstant(),
                row.getObject(column, OffsetDateTime.class).toInstant());
    }
}
