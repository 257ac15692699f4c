package cargue.push.stream;

import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import cargue.contract.Vendedores;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records; one that is no event is counted, logged with its place and skipped, and harms no other. */
final class EventReader {

    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    private EventReader() {}

    /** The record's event; null when it is none. */
    static @Nullable Evento read(ConsumerRecord<byte[], byte[]> record, StreamCounters counters) {
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
        counters.unreadable();
        LOG.warn("{}-{}@{} is no event, skipped: {}", record.topic(), record.partition(), record.offset(), why);
        return null;
    }

    private static @Nullable String wrong(Evento evento) {
        if (!Vendedores.isId(evento.vendedorId())) {
            return "not a vendedor's id";
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
