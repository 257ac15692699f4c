package cargue.analysts.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there was to see of the topic when an export began; one that goes on later still reads up to there.
 *
 * @param en when that was
 * @param comienzo where the topic began, when that was later than what was asked for; else null
 * @param publicado Kafka had all events before that; null when nobody was heard who knows
 */
public record Vista(
        Instant en, @Nullable Comienzo comienzo, @Nullable Instant publicado) {

    /** To be seen before the topic's ends are asked for: what Kafka had by then lies before them. */
    static Vista of(Tema tema, Conexion conexion, String latidos, Intervalo intervalo) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Vista(now, Comienzo.after(intervalo.desde(), tema), Latidos.publicado(conexion, latidos, now));
    }

    /** What people are told: where the topic begins, and when not all of a time can have been read. */
    List<String> warnings(Intervalo intervalo) {
        List<String> warnings = new ArrayList<>();
        if (comienzo != null) {
            warnings.add(comienzo.toString());
        }
        Boolean whole = isWhole(intervalo);
        if (whole == null || !whole) {
            warnings.add(notWhole(whole, intervalo));
        }
        return warnings;
    }

    /** Whether all events of a time can have been read; null when nobody knows. */
    @Nullable
    Boolean isWhole(Intervalo intervalo) {
        // Of what has just occurred nobody knows yet.
        Instant hasta = intervalo.isOpen() ? en.minus(Latidos.HEARD) : intervalo.hasta();
        if (hasta.isAfter(en)) {
            return false;
        }
        return publicado == null ? null : !publicado.isBefore(hasta);
    }

    private String notWhole(@Nullable Boolean whole, Intervalo intervalo) {
        if (whole == null) {
            return "warning: no ingest-service was heard within " + Latidos.HEARD.toSeconds()
                    + " s, so nobody knows whether Kafka had everything when this began";
        }
        return !intervalo.isOpen() && intervalo.hasta().isAfter(en)
                ? "warning: --hasta is later than the beginning of this, " + en + ": the file ends there"
                : "warning: Kafka had everything only up to " + publicado + " when this began: what happened later may"
                        + " be missing";
    }
}
