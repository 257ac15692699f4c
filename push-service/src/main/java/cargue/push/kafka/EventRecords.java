package cargue.push.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the records of one vendedor; one that is no event is told to the owner's counter, logged with its place and
 * skipped, and harms no other.
 */
public final class EventRecords {

    private static final Logger LOG = LoggerFactory.getLogger(EventRecords.class);

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
        String why;
        try {
            byte[] value = record.value();
            Evento evento = value == null ? null : EventoJson.read(value);
            why = evento == null ? "no value" : wrong(evento);
            if (why == null) {
                return evento;
            }
        } catch (EventoIlegible e) {
            why = String.valueOf(e.getMessage());
        }
        unreadable.run();
        LOG.warn("{}-{}@{} is no event, skipped: {}", record.topic(), record.partition(), record.offset(), why);
        return null;
    }

    private @Nullable String wrong(Evento evento) {
        if (!evento.vendedorId().equals(vendedorId)) {
            return "key and value name two vendedores";
        }
        if (evento.seq() < 1) {
            return "seq below 1";
        }
        if (evento instanceof EpocaEvento epoca && (epoca.seq() != 1 || epoca.hasta() < 1)) {
            return "an epoca starts with seq 1 and reaches at least there";
        }
        return null;
    }
}
