package cargue.analysts;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.Rol;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the events of one vendedor in the contract's order, each a second after the one before unless told. */
public final class Hechos {

    private final String vendedor;
    private LocalDate fecha;
    private long epocas;
    private UUID epoca;
    private long seq;
    private Instant at;

    /** @param first when the first one happens */
    public Hechos(String vendedor, LocalDate fecha, Instant first) {
        this.vendedor = vendedor;
        this.fecha = fecha;
        this.at = first.truncatedTo(ChronoUnit.MILLIS).minusSeconds(1);
        this.epoca = epoca(++epocas);
    }

    private static UUID epoca(long number) {
        return new UUID(0x0198_c0de_0000_7000L + (number << 16), 0x8000_0000_0000_0001L);
    }

    /** The next one happens then. */
    public Hechos at(Instant next) {
        at = next.truncatedTo(ChronoUnit.MILLIS).minusSeconds(1);
        return this;
    }

    /** The next ones are of the sheet of that date. */
    public Hechos sheet(LocalDate other) {
        fecha = other;
        return this;
    }

    public CheckEvento fill(String producto, int cantidad) {
        return change(producto, false, false, cantidad, Causa.SUGERIDO, null);
    }

    public CheckEvento d(String producto, boolean d, int cantidad) {
        return change(producto, false, d, cantidad, Causa.CHECK_D, null);
    }

    public CheckEvento v(String producto, boolean v, int cantidad, @Nullable Instant marcadoEn) {
        return change(producto, v, true, cantidad, Causa.CHECK_V, marcadoEn);
    }

    public CheckEvento change(
            String producto, boolean v, boolean d, int cantidad, Causa causa, @Nullable Instant marcadoEn) {
        at = at.plusSeconds(1);
        boolean seller = causa == Causa.CHECK_V || causa == Causa.SUGERIDO;
        return new CheckEvento(
                Evento.SCHEMA,
                id(++seq),
                vendedor,
                epoca,
                seq,
                List.of(Dia.values()).get(fecha.getDayOfWeek().getValue() - 1),
                fecha,
                producto,
                v,
                d,
                cantidad,
                0,
                0,
                0,
                0,
                cantidad,
                causa,
                seller ? vendedor : "DESP1",
                seller ? Rol.VENDEDOR : Rol.DESPACHADOR,
                seller ? "app" : "crm",
                at,
                marcadoEn == null ? null : marcadoEn.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Begins a new epoca that restates so many rows, which the caller makes. */
    public EpocaEvento newEpoca(long rows) {
        epoca = epoca(++epocas);
        seq = 1;
        at = at.plusSeconds(1);
        return new EpocaEvento(
                Evento.SCHEMA,
                id(1),
                vendedor,
                epoca,
                1,
                1 + rows,
                Causa.RESTAURACION,
                "sistema",
                Rol.ADMIN,
                "nueva-epoca",
                at);
    }

    /** The same each time, so that tests and pictures are. */
    private UUID id(long number) {
        return new UUID(
                epoca.getMostSignificantBits() ^ (((long) vendedor.hashCode() << 32) & 0x0000_ffff_0000_0000L),
                0x8000_0000_0000_0000L + number);
    }
}
