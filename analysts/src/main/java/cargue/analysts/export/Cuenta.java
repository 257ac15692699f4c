package cargue.analysts.export;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has been read so far.
 *
 * @param eventos written
 * @param primero the least {@code ocurrido_en} that was written; null before the first
 * @param ultimo the greatest
 * @param repetidos records that were dropped: repeats, and what came late from an epoca that had ended
 * @param ilegibles records that are no events
 * @param lugares where the first of those lie, {@code topic-partition@offset}
 */
record Cuenta(
        long eventos,
        @Nullable Instant primero,
        @Nullable Instant ultimo,
        long repetidos,
        long ilegibles,
        List<String> lugares) {

    /** Of the unreadable records so many are told one by one. */
    static final int TOLD = 10;

    static final Cuenta NONE = new Cuenta(0, null, null, 0, 0, List.of());

    Cuenta written(Instant ocurridoEn) {
        Instant least = primero == null || ocurridoEn.isBefore(primero) ? ocurridoEn : primero;
        Instant most = ultimo == null || ocurridoEn.isAfter(ultimo) ? ocurridoEn : ultimo;
        return new Cuenta(eventos + 1, least, most, repetidos, ilegibles, lugares);
    }

    Cuenta repeated() {
        return new Cuenta(eventos, primero, ultimo, repetidos + 1, ilegibles, lugares);
    }

    Cuenta unreadable(String lugar) {
        List<String> first = lugares.size() < TOLD
                ? Stream.concat(lugares.stream(), Stream.of(lugar)).toList()
                : lugares;
        return new Cuenta(eventos, primero, ultimo, repetidos, ilegibles + 1, first);
    }
}
