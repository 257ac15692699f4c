package cargue.push.kafka;

import cargue.contract.Evento;
import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records; one that is no event is counted, logged with its place and skipped, and harms no other. */
public final class EventReader {

    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    private EventReader() {}

    /**
     * The record's event; null when it is none.
     *
     * @param objection what else is wrong with the event; null when nothing
     * @param unreadable is run when it is none
     */
    public static @Nullable Evento read(
            ConsumerRecord<byte[], byte[]> record, Function<Evento, @Nullable String> objection, Runnable unreadable) {
        String why;
        try {
            Evento evento = EventoJson.read(record.value());
            why = objection.apply(evento);
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
}
