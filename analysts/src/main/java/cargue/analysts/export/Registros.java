package cargue.analysts.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.Evento;
import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records as the services do: what they would skip is no event here either. */
final class Registros {

    private static final int LONGEST_REASON = 120;

    private Registros() {}

    /**
     * The record's event.
     *
     * @throws NoEvento when it is none
     */
    static Evento read(ConsumerRecord<byte[], byte[]> record) throws NoEvento {
        Evento evento;
        try {
            evento = EventoJson.read(record.value());
        } catch (EventoIlegible e) {
            throw new NoEvento(String.valueOf(e.getMessage()));
        }
        if (!Arrays.equals(evento.vendedorId().getBytes(UTF_8), record.key())) {
            throw new NoEvento("key and value name two vendedores");
        }
        return evento;
    }

    /** Why a record is no event, in one short line. */
    static final class NoEvento extends Exception {

        private static final long serialVersionUID = 1L;

        NoEvento(String why) {
            super(shortened(why));
        }

        private static String shortened(String why) {
            String line = why.replaceAll("\\p{Cntrl}+", " ");
            return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
        }
    }
}
