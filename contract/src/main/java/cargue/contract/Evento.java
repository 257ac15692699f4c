package cargue.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;

/**
 * One record of the topic {@code cargue-checks}. Its identity is (vendedor_id, epoca, seq); {@code seq} counts from 1
 * without gaps within an epoca of a vendedor, in the order in which PostgreSQL committed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CheckEvento.class, name = CheckEvento.TYPE),
    @JsonSubTypes.Type(value = EpocaEvento.class, name = EpocaEvento.TYPE)
})
public sealed interface Evento permits CheckEvento, EpocaEvento {

    /** The only schema number there is: it grows by optional fields. */
    int SCHEMA = 1;

    /** Schema number; a reader refuses one that it does not know. */
    int schema();

    /** UUIDv7, the same in every repeat of this event. */
    UUID id();

    /** The seller whose sheets the event is about; the record's key. */
    String vendedorId();

    /** The life of the numbering that {@link #seq()} belongs to; UUIDv7, a later one compares greater. */
    UUID epoca();

    /** Place in the vendedor's sequence, from 1. */
    long seq();

    /** PostgreSQL's clock under the vendedor's lock, milliseconds, strictly later than the vendedor's previous. */
    Instant ocurridoEn();

    /** Where in the vendedor's history this event stands. */
    default Posicion posicion() {
        return new Posicion(epoca(), seq());
    }
}
