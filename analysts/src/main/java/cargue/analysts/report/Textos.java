package cargue.analysts.report;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers and times as the factory's people write them; nothing is a dash. One thread. */
final class Textos {

    static final String NOTHING = "–";

    private static final Locale LOCALE = Locale.forLanguageTag("es-CO");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", LOCALE);
    private static final DateTimeFormatter DAY_AND_TIME = dayAnd("HH:mm:ss");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", LOCALE);
    private static final DateTimeFormatter DAY_AND_MINUTE = dayAnd("HH:mm");
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("EEEE d 'de' MMMM 'de' yyyy", LOCALE);

    /** Those that ingest-service keeps: what a sheet's rules refused. */
    private static final Map<String, String> CODES = Map.of(
            "PRODUCTO_NO_ENCONTRADO", "el producto no está en la planilla",
            "CHECK_D_REQUERIDO", "V antes de D",
            "SIN_CANTIDAD", "renglón sin cantidad",
            "CAMBIO_CONCURRENTE", "el renglón había cambiado",
            "YA_EXISTE_SUGERIDO", "la planilla ya estaba llena",
            "FECHA_FUERA_DE_RANGO", "fecha fuera de rango",
            "DEMASIADAS_PLANILLAS", "el vendedor ya tiene 60 planillas",
            "DEMASIADOS_PRODUCTOS", "la planilla pasaría de 500 productos",
            "CLAVE_REUTILIZADA", "clave repetida con otros datos");

    private final Dia dia;

    /** The months' short forms are ours: those of the JDK change with its release. */
    private static DateTimeFormatter dayAnd(String time) {
        String[] names = {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"};
        Map<Long, String> months = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            months.put(i + 1L, names[i]);
        }
        return new DateTimeFormatterBuilder()
                .appendPattern("d ")
                .appendText(ChronoField.MONTH_OF_YEAR, months)
                .appendPattern(" yyyy, " + time)
                .toFormatter(LOCALE);
    }

    /** For a page of that day. */
    Textos(Dia dia) {
        this.dia = dia;
    }

    /** {@code lunes 5 de enero de 2026} */
    String fecha() {
        return LONG.format(dia.fecha());
    }

    String zona() {
        return dia.zona().getId();
    }

    /** The clock's time, with the day where it is another. */
    String hora(@Nullable Instant instant) {
        if (instant == null) {
            return NOTHING;
        }
        ZonedDateTime at = instant.atZone(dia.zona());
        return at.toLocalDate().equals(dia.fecha()) ? TIME.format(at) : DAY_AND_TIME.format(at);
    }

    /** The same for the beginning of five minutes. */
    String cubo(LocalDateTime hora) {
        return (hora.toLocalDate().equals(dia.fecha()) ? MINUTE : DAY_AND_MINUTE).format(hora);
    }

    String diaYHora(@Nullable Instant instant) {
        return instant == null ? NOTHING : DAY_AND_TIME.format(instant.atZone(dia.zona()));
    }

    /** {@code 1.234} */
    static String number(long number) {
        return NumberFormat.getIntegerInstance(LOCALE).format(number);
    }

    /** One decimal at most. */
    static String minutes(@Nullable Double minutes) {
        if (minutes == null) {
            return NOTHING;
        }
        NumberFormat format = NumberFormat.getNumberInstance(LOCALE);
        format.setMaximumFractionDigits(1);
        return format.format(minutes);
    }

    /** {@code 45 s}, {@code 3 min 05 s}, {@code 2 h 07 min}. */
    static String duration(@Nullable Double seconds) {
        if (seconds == null) {
            return NOTHING;
        }
        long whole = Math.round(Math.abs(seconds));
        String sign = seconds < 0 && whole > 0 ? "−" : "";
        if (whole < 60) {
            return sign + whole + " s";
        }
        return sign
                + (whole < 3600
                        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60));
    }

    /** What a refusal's code means; empty for one that is not known here. */
    static String code(String codigo) {
        return CODES.getOrDefault(codigo, "");
    }
}
