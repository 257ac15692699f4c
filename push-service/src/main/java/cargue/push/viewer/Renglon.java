package cargue.push.viewer;

import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import java.time.LocalDate;

/**
 * Names one row of a vendedor: its sheet (dia and fecha, which are independent) and its producto. The sheet's own
 * spelling of the producto is kept in every event, so it compares as text.
 */
public record Renglon(LocalDate fecha, Dia dia, String producto) {

    /** The row that an event changed. */
    public static Renglon of(CheckEvento evento) {
        return new Renglon(evento.fecha(), evento.dia(), evento.producto());
    }
}
