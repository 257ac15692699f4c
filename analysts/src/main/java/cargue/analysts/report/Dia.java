package cargue.analysts.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** The day that a page is about, in the zone whose clock it shows. */
record Dia(LocalDate fecha, ZoneId zona) {

    private static final double MINUTE_MS = 60_000;

    /** From the day's beginning; negative on the evening before. */
    double minutes(Instant instant) {
        return Duration.between(fecha.atStartOfDay(zona).toInstant(), instant).toMillis() / MINUTE_MS;
    }

    /** The same by the clock on the wall. */
    long minutes(LocalDateTime hora) {
        return Duration.between(fecha.atStartOfDay(), hora).toMinutes();
    }
}
