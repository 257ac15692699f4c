package cargue.ingest.outbox;

import cargue.contract.Posicion;
import cargue.ingest.sql.Ronda;
import cargue.ingest.sql.Tabla;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What has been committed and not yet published, by each vendedor's cursor. */
@Component
class Pendientes {

    /** The most events of one vendedor that a cycle reads. */
    static final int MAX_EVENTS = 200;

    private final JdbcTemplate jdbc;

    Pendientes(RelayDatabase database) {
        this.jdbc = database.jdbc();
    }

    /** A stored event: its place and the bytes that Kafka gets. */
    static final class Fila {

        private final Posicion posicion;
        private final byte[] payload;
        private final String traceparent;
        private final Duration age;

        Fila(Posicion posicion, byte[] payload, String traceparent, Duration age) {
            this.posicion = posicion;
            this.payload = payload;
            this.traceparent = traceparent;
            this.age = age;
        }

        Posicion posicion() {
            return posicion;
        }

        byte[] payload() {
            return payload;
        }

        String traceparent() {
            return traceparent;
        }

        /** By PostgreSQL's clock, when it was read. */
        Duration age() {
            return age;
        }
    }

    /**
     * A vendedor's cursor and the first events above it, in order.
     *
     * @param head the last event that was ever given out
     */
    record Cola(String vendedorId, Posicion published, Posicion head, List<Fila> filas) {

        /**
         * Whether nothing is missing before, between or after the events: each follows the one before it, or begins a
         * later epoca, and unless there are more than are read at once they reach up to the head.
         */
        boolean contiguous() {
            Posicion last = published;
            for (Fila fila : filas) {
                Posicion next = fila.posicion();
                boolean follows = next.epoca().equals(last.epoca()) && next.seq() == last.seq() + 1;
                boolean begins = Posicion.compareEpocas(next.epoca(), last.epoca()) > 0 && next.seq() == 1;
                if (!follows && !begins) {
                    return false;
                }
                last = next;
            }
            return filas.size() == MAX_EVENTS || !isBefore(last, head);
        }

        private static boolean isBefore(Posicion one, Posicion other) {
            int epocas = Posicion.compareEpocas(one.epoca(), other.epoca());
            return epocas < 0 || (epocas == 0 && one.seq() < other.seq());
        }

        Posicion last() {
            return filas.isEmpty() ? published : filas.get(filas.size() - 1).posicion();
        }
    }

    /** All vendedores whose last event is not published. */
    List<String> vendedores() {
        return jdbc.queryForList("""
                SELECT vendedor_id FROM vendedor_stream s JOIN outbox_cursor c USING (vendedor_id)
                WHERE (s.epoca, s.last_seq) <> (c.epoca, c.published_seq)
                """, String.class);
    }

    /** Whether any event of any vendedor was ever published. */
    boolean anyPublished() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM outbox_cursor WHERE published_seq > 0)", Boolean.class));
    }

    /**
     * What is not published.
     *
     * @param segundos age of the oldest event of any vendedor in whole seconds; 0 when there is none
     * @param eventos how many; of a vendedor whose epoca has just begun those of the old one are left out
     */
    record Medida(long segundos, long eventos) {}

    /** Asks PostgreSQL for all vendedores at once. */
    Medida measure() {
        return Objects.requireNonNull(
                jdbc.queryForObject("""
                SELECT coalesce(greatest(0, floor(extract(epoch FROM clock_timestamp() - min(e.ocurrido_en)))), 0)::bigint,
                       coalesce(sum(s.last_seq - CASE WHEN s.epoca = c.epoca THEN c.published_seq ELSE 0 END), 0)::bigint
                FROM vendedor_stream s JOIN outbox_cursor c USING (vendedor_id)
                CROSS JOIN LATERAL (
                    SELECT ocurrido_en FROM check_event e
                    WHERE e.vendedor_id = c.vendedor_id AND (e.epoca, e.seq) > (c.epoca, c.published_seq)
                    ORDER BY e.epoca, e.seq LIMIT 1) e
                WHERE (s.epoca, s.last_seq) <> (c.epoca, c.published_seq)
                """, (row, number) -> new Medida(row.getLong(1), row.getLong(2))));
    }

    /**
     * Locks the cursors, in the order of their ids so that two relays cannot block each other, and reads what is above
     * each. Never touches the rows that writers lock.
     */
    List<Cola> lockAndRead(List<String> vendedorIds) {
        Map<String, Cola> colas = new LinkedHashMap<>();
        jdbc.query(
                connection -> {
                    var select = connection.prepareStatement("""
                            SELECT c.vendedor_id, c.epoca AS published_epoca, c.published_seq,
                                   s.epoca AS head_epoca, s.last_seq,
                                   e.epoca, e.seq, e.payload, e.traceparent,
                                   (extract(epoch FROM clock_timestamp() - e.ocurrido_en) * 1000000)::bigint AS age_us
                            FROM (SELECT * FROM outbox_cursor WHERE vendedor_id = ANY (?)
                                  ORDER BY vendedor_id FOR UPDATE) c
                            JOIN vendedor_stream s USING (vendedor_id)
                            LEFT JOIN LATERAL (
                                SELECT * FROM check_event e
                                WHERE e.vendedor_id = c.vendedor_id AND (e.epoca, e.seq) > (c.epoca, c.published_seq)
                                ORDER BY e.epoca, e.seq LIMIT ?) e ON true
                            ORDER BY c.vendedor_id, e.epoca, e.seq
                            """);
                    select.setArray(1, connection.createArrayOf("text", vendedorIds.toArray()));
                    select.setInt(2, MAX_EVENTS);
                    return select;
                },
                (ResultSet row) -> add(colas, row));
        return List.copyOf(colas.values());
    }

    private static void add(Map<String, Cola> colas, ResultSet row) throws SQLException {
        String vendedorId = row.getString("vendedor_id");
        Posicion published = new Posicion(row.getObject("published_epoca", UUID.class), row.getLong("published_seq"));
        Posicion head = new Posicion(row.getObject("head_epoca", UUID.class), row.getLong("last_seq"));
        Cola cola = colas.computeIfAbsent(vendedorId, id -> new Cola(id, published, head, new ArrayList<>()));
        UUID epoca = row.getObject("epoca", UUID.class);
        if (epoca != null) {
            cola.filas.add(new Fila(
                    new Posicion(epoca, row.getLong("seq")),
                    row.getBytes("payload"),
                    row.getString("traceparent"),
                    Duration.of(Math.max(0, row.getLong("age_us")), ChronoUnit.MICROS)));
        }
    }

    /**
     * Moves the cursors of these vendedores to the end of what was read, and commits; the caller's transaction holds
     * their locks.
     */
    void published(List<Cola> colas) {
        Tabla cursors = Tabla.of(colas)
                .add("vendedor_id", "text", Cola::vendedorId)
                .add("epoca", "uuid", c -> c.last().epoca())
                .add("seq", "bigint", c -> c.last().seq())
                .tabla();
        new Ronda()
                .update(
                        "UPDATE outbox_cursor c SET epoca = p.epoca, published_seq = p.seq FROM %s"
                                + " WHERE c.vendedor_id = p.vendedor_id",
                        "p", cursors)
                .commit()
                .run(jdbc);
    }
}
