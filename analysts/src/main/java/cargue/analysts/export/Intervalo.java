package cargue.analysts.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * The events that are wanted, by their {@code ocurrido_en}.
 *
 * @param desde the first instant that is wanted
 * @param hasta the first one that is not
 */
public record Intervalo(Instant desde, Instant hasta) {

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /** Refuses one that holds no instant, or reaches where no event can be. */
    public Intervalo {
        if (!desde.isBefore(hasta)) {
            throw new IllegalArgumentException("--hasta must be later than --desde, which is " + desde);
        }
        if (desde.isBefore(Instant.EPOCH) || hasta.isAfter(LATEST)) {
            throw new IllegalArgumentException("--desde and --hasta must be from 1970 to 9998");
        }
    }

    /**
     * Reads two bounds, each a day of the zone (the last one is wanted whole) or an instant (the last one is not wanted).
     *
     * @throws IllegalArgumentException with a text for people when one is neither, or they are not in this order
     */
    public static Intervalo parse(String desde, String hasta, ZoneId zona) {
        return new Intervalo(bound("--desde", desde, 0, zona), bound("--hasta", hasta, 1, zona));
    }

    /** From a day's beginning to whatever has occurred. */
    public static Intervalo from(LocalDate first, ZoneId zona) {
        return new Intervalo(start(first, zona), LATEST);
    }

    /** Whether all that has occurred since is wanted. */
    boolean isOpen() {
        return hasta.equals(LATEST);
    }

    /** Whether an event of that {@code ocurrido_en} is wanted. */
    public boolean holds(Instant ocurridoEn) {
        return !ocurridoEn.isBefore(desde) && ocurridoEn.isBefore(hasta);
    }

    private static Instant bound(String option, String text, int days, ZoneId zona) {
        try {
            if (DAY.matcher(text).matches()) {
                return start(LocalDate.parse(text).plusDays(days), zona);
            }
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    option + " '" + text
                            + "' is neither a day such as 2026-01-05 nor an instant such as 2026-01-05T09:30:00Z",
                    e);
        }
    }

    private static Instant start(LocalDate day, ZoneId zona) {
        return day.atStartOfDay(zona).toInstant();
    }
}
