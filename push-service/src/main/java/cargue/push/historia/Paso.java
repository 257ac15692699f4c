package cargue.push.historia;

import java.time.Instant;
import java.util.List;

/** What happened to the rows that are played. */
sealed interface Paso {

    /** When. */
    Instant en();

    /** The vendedor's seq after it. */
    long seq();

    /** A row changed. */
    record Cambio(Instant en, Fila fila) implements Paso {
        @Override
        public long seq() {
            return fila.seq();
        }
    }

    /** All rows were replaced at once: a new epoca was complete. */
    record Reemplazo(Instant en, long seq, List<Fila> filas) implements Paso {}
}
