package cargue.push.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.Evento;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one vendedor; one that is no event is told to the owner's counter, logged with its place and
 * skipped, and harms no other.
 */
public final class EventRecords {

    private final String vendedorId;
    private final byte[] key;
    private final Runnable unreadable;

    /** @param unreadable is run for each record of the vendedor that is no event */
    public EventRecords(String vendedorId, Runnable unreadable) {
        this.vendedorId = vendedorId;
        this.key = vendedorId.getBytes(UTF_8);
        this.unreadable = unreadable;
    }

    /** The record's event; null when it is another vendedor's or none. */
    public @Nullable Evento read(ConsumerRecord<byte[], byte[]> record) {
        if (!Arrays.equals(key, record.key())) {
            return null;
        }
        return EventReader.read(record, this::objection, unreadable);
    }

    private @Nullable String objection(Evento evento) {
        return evento.vendedorId().equals(vendedorId) ? null : "key and value name two vendedores";
    }
}
