package cargue.analysts.export;

import java.time.Instant;
import java.util.ArrayList;
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
 * @param ilegibles records that are no events, {@code topic-partition@offset}
 * @param huecos where events are missing that the topic should have, a vendedor and two positions
 */
record Cuenta(
        long eventos,
        @Nullable Instant primero,
        @Nullable Instant ultimo,
        long repetidos,
        Faltas ilegibles,
        Faltas huecos) {

    /** So many of what is not as it should be are told one by one. */
    static final int TOLD = 10;

    static final Cuenta NONE = new Cuenta(0, null, null, 0, Faltas.NONE, Faltas.NONE);

    /** How often something was not as it should be, and where the first of it is. */
    record Faltas(long veces, List<String> lugares) {

        static final Faltas NONE = new Faltas(0, List.of());

        Faltas and(String lugar) {
            List<String> first = lugares.size() < TOLD
                    ? Stream.concat(lugares.stream(), Stream.of(lugar)).toList()
                    : lugares;
            return new Faltas(veces + 1, first);
        }
    }

    /** What people are told at the end. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (ilegibles.veces() > 0) {
            warnings.add("warning: skipped " + ilegibles.veces() + " records that are no events, the first of them "
                    + String.join(", ", ilegibles.lugares()));
        }
        if (huecos.veces() > 0) {
            warnings.add("warning: the topic lacks events in " + huecos.veces() + " places, the first of them "
                    + String.join(", ", huecos.lugares()));
        }
        return warnings;
    }

    Cuenta written(Instant ocurridoEn) {
        Instant least = primero == null || ocurridoEn.isBefore(primero) ? ocurridoEn : primero;
        Instant most = ultimo == null || ocurridoEn.isAfter(ultimo) ? ocurridoEn : ultimo;
        return new Cuenta(eventos + 1, least, most, repetidos, ilegibles, huecos);
    }

    Cuenta repeated() {
        return new Cuenta(eventos, primero, ultimo, repetidos + 1, ilegibles, huecos);
    }

    Cuenta unreadable(String lugar) {
        return new Cuenta(eventos, primero, ultimo, repetidos, ilegibles.and(lugar), huecos);
    }

    Cuenta hole(String lugar) {
        return new Cuenta(eventos, primero, ultimo, repetidos, ilegibles, huecos.and(lugar));
    }
}
