package cargue.faults.checker;

import cargue.contract.Causa;
import cargue.contract.Posicion;
import cargue.faults.history.Fila;
import cargue.faults.history.TableRow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event of log or topic: what the rules need of it, and nothing else, since there are hundreds of thousands. */
sealed interface Hecho {

    UUID id();

    String vendedorId();

    Posicion posicion();

    Causa causa();

    Instant ocurridoEn();

    /** The text that it was read from. */
    String value();

    /** A row changed, or was restated. */
    record DeFila(
            UUID id,
            Fila fila,
            Posicion posicion,
            Estado estado,
            Causa causa,
            Instant ocurridoEn,
            @Nullable Instant marcadoEn,
            String value)
            implements Hecho {

        @Override
        public String vendedorId() {
            return fila.vendedorId();
        }

        /** Whether PostgreSQL's row says what this says, by this event. */
        boolean isLastOf(TableRow row) {
            return estado.equals(Estado.of(row))
                    && posicion.seq() == row.seq()
                    && posicion.epoca().toString().equals(row.epoca());
        }

        @Override
        public String toString() {
            return posicion + " (" + causa + " of " + fila + " to " + estado + ")";
        }
    }

    /** An epoca began. */
    record DeEpoca(
            UUID id, String vendedorId, Posicion posicion, long hasta, Causa causa, Instant ocurridoEn, String value)
            implements Hecho {

        @Override
        public String toString() {
            return posicion + " (epoca, hasta " + hasta + ")";
        }
    }
}
