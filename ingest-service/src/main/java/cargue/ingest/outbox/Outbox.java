package cargue.ingest.outbox;

import cargue.contract.EventoJson;
import cargue.ingest.sql.Ronda;
import cargue.ingest.sql.Tabla;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where a change leaves its events. What is appended is sent to Kafka after the transaction commits, in seq order. */
@Component
public class Outbox {

    private final Flags flags;

    Outbox(Flags flags) {
        this.flags = flags;
    }

    /** Stores events of one vendedor in a round of the caller's transaction, with the exact bytes that Kafka will get. */
    public static void append(Ronda ronda, List<Registro> registros) {
        if (registros.isEmpty()) {
            return;
        }
        Tabla eventos = Tabla.of(registros)
                .add("vendedor_id", "text", r -> r.evento().vendedorId())
                .add("epoca", "uuid", r -> r.evento().epoca())
                .add("seq", "bigint", r -> r.evento().seq())
                .add("id", "uuid", r -> r.evento().id())
                .add("ocurrido_en", "timestamptz", r -> r.evento().ocurridoEn())
                .add("payload", "bytea", r -> EventoJson.write(r.evento()))
                .add("traceparent", "text", Registro::traceparent)
                .tabla();
        ronda.update(
                "INSERT INTO check_event (vendedor_id, epoca, seq, id, ocurrido_en, payload, traceparent)"
                        + " SELECT e.* FROM %s",
                "e", eventos);
    }

    /** Wakes the relay for a vendedor whose events have been committed. Never blocks, never fails. */
    public void wake(String vendedorId) {
        flags.raise(vendedorId);
    }
}
