package cargue.contract;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** The day's name of a planilla, in its canonical form: upper case, no accents. */
public enum Dia {
    LUNES,
    MARTES,
    MIERCOLES,
    JUEVES,
    VIERNES,
    SABADO,
    DOMINGO;

    private static final int LONGEST_TEXT = 40;

    /**
     * Reads a day as the apps in the field write it: any case, with or without accents ({@code MIÉRCOLES} in either
     * Unicode form), with spaces around it.
     *
     * @return empty when the text names no day
     */
    public static Optional<Dia> parse(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        String plain = Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "")
                .toUpperCase(Locale.ROOT);
        for (Dia dia : values()) {
            if (dia.name().equals(plain)) {
                return Optional.of(dia);
            }
        }
        return Optional.empty();
    }
}
