package cargue.ingest.cambio;

import cargue.ingest.planilla.Hoja;
import cargue.ingest.planilla.Planilla;
import java.time.LocalDate;
import java.util.Optional;

/** Where rows may be added, and how many. */
final class Limites {

    static final int DAYS_AHEAD = 21;
    static final int PRODUCTOS = 500;
    static final int PLANILLAS = 60;

    private Limites() {}

    /** Whether rows may be added to sheets of a date: the topic's retention must hold the whole life of a sheet. */
    static boolean open(LocalDate fecha, LocalDate hoy) {
        return !fecha.isBefore(hoy.minusDays(Planilla.DAYS_BACK)) && !fecha.isAfter(hoy.plusDays(DAYS_AHEAD));
    }

    /** Why so many more rows do not fit, if they do not. */
    static Optional<Rechazo> full(Planilla planilla, Hoja hoja, int added, LocalDate hoy) {
        int size = hoja.size();
        if (size == 0 && !planilla.fecha().isBefore(hoy) && hoja.planillasDesde(hoy) >= PLANILLAS) {
            return Optional.of(Rechazo.DEMASIADAS_PLANILLAS);
        }
        return size + added > PRODUCTOS ? Optional.of(Rechazo.DEMASIADOS_PRODUCTOS) : Optional.empty();
    }
}
