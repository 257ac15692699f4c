package cargue.faults.checker;

import cargue.contract.EventoJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as the contract writes them. */
final class Instantes {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern(EventoJson.INSTANT, Locale.ROOT).withZone(ZoneOffset.UTC);

    private Instantes() {}

    static String text(Instant instant) {
        return FORMAT.format(instant);
    }
}
