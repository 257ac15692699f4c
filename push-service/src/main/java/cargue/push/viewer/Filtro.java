package cargue.push.viewer;

import cargue.contract.Dia;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The sheets that a viewer asked for (contract 4).
 *
 * @param fecha only sheets of that date; null: of today and later
 * @param dia only sheets of that day's name; null: any
 * @param hoy "today" when the connection opened; it stays so past midnight
 */
public record Filtro(@Nullable LocalDate fecha, @Nullable Dia dia, LocalDate hoy) {

    /** How many days back from today sheets are kept and served. */
    public static final int DIAS_ATRAS = 7;

    /**
     * Whether the rows of a sheet belong to the plain stream's replay at the start: without a fecha only today's
     * sheets, since the CRM's first client matches by producto alone.
     */
    public boolean repite(LocalDate deFecha, Dia deDia) {
        return deFecha.equals(fecha == null ? hoy : fecha) && admite(deDia);
    }

    /** Whether a change in a sheet is sent when it happens: without a fecha, sheets of today and later. */
    public boolean sigue(LocalDate deFecha, Dia deDia) {
        return (fecha == null ? !deFecha.isBefore(hoy) : deFecha.equals(fecha)) && admite(deDia);
    }

    /** The first date of the stream; null when one date was asked for. */
    public @Nullable LocalDate desde() {
        return fecha == null ? hoy : null;
    }

    /** Whether it takes the changes of all sheets that are still worked on. */
    public boolean isOpen() {
        return fecha == null && dia == null;
    }

    /** Whether it asks for sheets before a date. */
    public boolean pide(LocalDate antesDe) {
        return (fecha == null ? hoy : fecha).isBefore(antesDe);
    }

    private boolean admite(Dia deDia) {
        return dia == null || dia == deDia;
    }
}
