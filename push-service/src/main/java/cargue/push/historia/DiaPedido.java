package cargue.push.historia;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Which day a replay is to play.
 *
 * @param zona where its midnights are
 */
record DiaPedido(String vendedorId, LocalDate fecha, int velocidad, ZoneId zona) {

    /** Oldest sheet that is served, in days before today (contract 4). */
    static final int DIAS_ATRAS = 7;

    /** A row is made at most so many days before its fecha (contract 1): what came earlier is about other sheets. */
    private static final int DIAS_ADELANTE = 21;

    Instant inicio() {
        return fecha.atStartOfDay(zona).toInstant();
    }

    Instant fin() {
        return fecha.plusDays(1).atStartOfDay(zona).toInstant();
    }

    Pregunta pregunta() {
        Instant firstRows = fecha.minusDays(DIAS_ADELANTE).atStartOfDay(zona).toInstant();
        return new Pregunta(vendedorId, inicio(), firstRows, fin());
    }
}
