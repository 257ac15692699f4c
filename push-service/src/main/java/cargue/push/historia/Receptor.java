package cargue.push.historia;

import cargue.contract.Evento;
import java.io.IOException;

/** Takes the events of a reading, each once, in order. What it does not take in holds the reading up: nothing queues. */
@FunctionalInterface
interface Receptor {

    /**
     * Takes one event.
     *
     * @param value the record's value
     * @return false when the reading shall end here
     */
    boolean take(Evento evento, byte[] value) throws IOException;

    /** No more is at hand at this moment; what was taken may go on its way. */
    default void flush() throws IOException {}
}
