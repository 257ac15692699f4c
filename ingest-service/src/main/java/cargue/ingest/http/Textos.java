package cargue.ingest.http;

import cargue.contract.Dia;
import cargue.ingest.planilla.Producto;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** How the values that travel as text are read, from a body or from a query string. */
final class Textos {

    private static final Pattern FECHA = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern EPOCA =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int FECHA_LENGTH = 10;
    private static final int LONGEST_INSTANT = 40;

    private Textos() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("cargue");
        add(module, Dia.class, Dia::parse);
        add(module, LocalDate.class, Textos::fecha);
        add(module, Instant.class, Textos::instant);
        add(module, UUID.class, Textos::epoca);
        add(module, Producto.class, Producto::parse);
        return module;
    }

    /** A date; longer ISO text is cut, since apps also send a date with a time. */
    private static Optional<LocalDate> fecha(String text) {
        String date = text.length() > FECHA_LENGTH ? text.substring(0, FECHA_LENGTH) : text;
        if (!FECHA.matcher(date).matches() || date.startsWith("0000")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(date));
        } catch (DateTimeException e) {
            return Optional.empty(); // no such day
        }
    }

    /** An instant with its offset, from 1970 on. */
    private static Optional<Instant> instant(String text) {
        if (text.length() > LONGEST_INSTANT) {
            return Optional.empty();
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.isBefore(Instant.EPOCH) ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeException e) {
            return Optional.empty(); // not of the form
        }
    }

    private static Optional<UUID> epoca(String text) {
        return EPOCA.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    private static <T> void add(SimpleModule module, Class<T> type, Function<String, Optional<T>> parse) {
        module.addDeserializer(type, new FromText<>(type, parse));
    }

    /** Takes a JSON string that the function can read, and nothing else. */
    private static final class FromText<T> extends StdDeserializer<T> {

        private final transient Function<String, Optional<T>> parse;

        FromText(Class<T> type, Function<String, Optional<T>> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked") // Jackson's contract: handleUnexpectedToken returns the handled type or throws
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(context.constructType(handledType()), parser);
            }
            String text = parser.getString();
            return parse.apply(text)
                    .orElseThrow(() -> context.weirdStringException(text, handledType(), "not of the form"));
        }
    }
}
