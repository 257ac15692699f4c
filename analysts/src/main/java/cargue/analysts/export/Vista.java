package cargue.analysts.export;

import java.time.Instant;
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

    /** What people are told when not all can have been read; null when it has. */
    @Nullable
    String warning(Intervalo intervalo) {
        Boolean whole = isWhole(intervalo);
        if (whole == null) {
            return "warning: no ingest-service was heard within " + Latidos.HEARD.toSeconds()
                    + " s, so nobody knows whether Kafka had everything when this began";
        }
        if (whole) {
            return null;
        }
        return !intervalo.isOpen() && intervalo.hasta().isAfter(en)
                ? "warning: --hasta is later than the beginning of this, " + en + ": the file ends there"
                : "warning: Kafka had everything only up to " + publicado + " when this began: what happened later may"
                        + " be missing";
    }
}
