package cargue.local.demo;

import java.time.LocalDate;
import java.util.List;

/** A planilla as the phone names it. */
record Sheet(String vendedor, LocalDate fecha) {

    private static final List<String> DAYS =
            List.of("LUNES", "MARTES", "MIERCOLES", "JUEVES", "VIERNES", "SABADO", "DOMINGO");

    /** The weekday of the date; the wire would allow another one. */
    String dia() {
        return DAYS.get(fecha.getDayOfWeek().getValue() - 1);
    }
}
