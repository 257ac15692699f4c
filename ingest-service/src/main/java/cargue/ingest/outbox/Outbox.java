package cargue.ingest.outbox;

import cargue.contract.EventoJson;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Where a change leaves its events. What is appended is sent to Kafka after the transaction commits, in seq order. */
@Component
public class Outbox {

    private final JdbcTemplate jdbc;
    private final Flags flags;

    Outbox(JdbcTemplate jdbc, Flags flags) {
        this.jdbc = jdbc;
        this.flags = flags;
    }

    /** For a process without a relay, where nobody can be woken: a relay's sweep finds what is appended. */
    public static Outbox withoutRelay(JdbcTemplate jdbc) {
        return new Outbox(jdbc, new Flags());
    }

    /** Stores events of one vendedor in the caller's transaction, each with the exact bytes that Kafka will get. */
    public void append(List<Registro> registros) {
        if (registros.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            var insert = connection.prepareStatement("""
                    INSERT INTO check_event (vendedor_id, epoca, seq, id, ocurrido_en, payload, traceparent)
                    SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?)
                    """);
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", column(registros, r -> r.evento().vendedorId())));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", column(registros, r -> r.evento().epoca())));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "int8", column(registros, r -> r.evento().seq())));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "uuid", column(registros, r -> r.evento().id())));
            insert.setArray(5, connection.createArrayOf("timestamptz", column(registros, Outbox::ocurridoEn)));
            insert.setArray(6, connection.createArrayOf("bytea", payloads(registros)));
            insert.setArray(7, connection.createArrayOf("text", column(registros, Registro::traceparent)));
            return insert;
        });
    }

    /** Wakes the relay for a vendedor whose events have been committed. Never blocks, never fails. */
    public void wake(String vendedorId) {
        flags.raise(vendedorId);
    }

    private static Object[] column(List<Registro> registros, Function<Registro, Object> column) {
        return registros.stream().map(column).toArray();
    }

    private static Object ocurridoEn(Registro registro) {
        return registro.evento().ocurridoEn().toString();
    }

    private static byte[][] payloads(List<Registro> registros) {
        return registros.stream().map(r -> EventoJson.write(r.evento())).toArray(byte[][]::new);
    }
}
