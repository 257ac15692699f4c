package cargue.push.historia;

import cargue.contract.Dia;
import cargue.contract.Vendedores;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parts of an address; each refuses what is not of its form with 400. An absent one is null. */
final class Parametros {

    /** Slowest and fastest that a day is played. */
    static final int MIN_VELOCIDAD = 1;

    static final int MAX_VELOCIDAD = 3600;

    private static final int FECHA_LENGTH = 10;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private Parametros() {}

    static String vendedorId(String text) throws Rechazado {
        if (!Vendedores.isId(text)) {
            throw Rechazado.campo("vendedor_id", "vendedor_id debe tener de 1 a 20 letras, dígitos o guiones bajos.");
        }
        return text;
    }

    /** Longer text is cut to 10 characters, since old clients send a date with a time. */
    static @Nullable LocalDate fecha(@Nullable String text) throws Rechazado {
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text.length() > FECHA_LENGTH ? text.substring(0, FECHA_LENGTH) : text);
        } catch (DateTimeException e) {
            throw Rechazado.campo("fecha", "fecha debe ser una fecha válida, AAAA-MM-DD.");
        }
    }

    static @Nullable Dia dia(@Nullable String text) throws Rechazado {
        if (text == null) {
            return null;
        }
        return Dia.parse(text).orElseThrow(() -> Rechazado.campo("dia", "dia debe ser un día de LUNES a DOMINGO."));
    }

    static @Nullable Instant instante(String campo, @Nullable String text) throws Rechazado {
        if (text == null) {
            return null;
        }
        Instant instante = parse(text);
        if (instante == null) {
            throw Rechazado.campo(campo, campo + " debe ser un instante UTC, como 2026-01-05T12:01:02.123Z.");
        }
        return instante;
    }

    /** Null when it is no instant of the years 1970 to 9999. */
    static @Nullable Instant parse(String text) {
        try {
            Instant instante = Instant.parse(text);
            return instante.isBefore(Instant.EPOCH) || instante.isAfter(LAST) ? null : instante;
        } catch (DateTimeException e) {
            return null;
        }
    }

    static int velocidad(@Nullable String text, int absent) throws Rechazado {
        if (text == null) {
            return absent;
        }
        int velocidad = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (!isVelocidad(velocidad)) {
            throw Rechazado.campo("velocidad", "velocidad debe ser un número entero de 1 a 3600.");
        }
        return velocidad;
    }

    static boolean isVelocidad(long velocidad) {
        return velocidad >= MIN_VELOCIDAD && velocidad <= MAX_VELOCIDAD;
    }
}
