package cargue.contract;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one reader and writer of events. Keys are written in the contract's order; the reader takes unknown keys (the
 * schema grows by optional fields) and nothing else that differs. Thread-safe.
 */
public final class EventoJson {

    /** UTC with exactly three decimals and {@code Z}, as in {@code 2026-01-05T12:01:02.123Z}. */
    public static final String INSTANT = "uuuu-MM-dd'T'HH:mm:ss.SSSX";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(Evento.class);
    private static final ObjectReader READER = MAPPER.readerFor(Evento.class);

    private static final ObjectReader LATIDO = MAPPER.readerFor(Latido.class);

    private EventoJson() {}

    /** The event's value in the topic: UTF-8 JSON without white space. */
    public static byte[] write(Evento evento) {
        return WRITER.writeValueAsBytes(evento);
    }

    /**
     * Reads a value of the topic.
     *
     * @throws EventoIlegible when it is not JSON, lacks a field, has a schema or type that this reader does not know, or
     *     says what no event can
     */
    public static Evento read(byte @Nullable [] value) throws EventoIlegible {
        if (value == null) {
            throw new EventoIlegible("no value", null);
        }
        Evento evento;
        try {
            evento = READER.readValue(value);
        } catch (JacksonException e) {
            throw new EventoIlegible(e.getOriginalMessage(), e);
        }
        if (evento == null) {
            throw new EventoIlegible("the value is null", null);
        }
        if (evento.schema() != Evento.SCHEMA) {
            throw new EventoIlegible("schema " + evento.schema() + " is not known here", null);
        }
        String wrong = wrong(evento);
        if (wrong != null) {
            throw new EventoIlegible(wrong, null);
        }
        return evento;
    }

    private static @Nullable String wrong(Evento evento) {
        if (evento.seq() < 1) {
            return "seq below 1";
        }
        if (evento instanceof EpocaEvento epoca && (epoca.seq() != 1 || epoca.hasta() < 1)) {
            return "an epoca starts with seq 1 and reaches at least there";
        }
        return evento instanceof CheckEvento check
                        && Stream.of(check.producto(), check.actor(), check.origen())
                                .anyMatch(EventoJson::hasUnpairedSurrogate)
                ? "half a character in a text"
                : null;
    }

    /** JSON can escape one; nobody could write it on. */
    private static boolean hasUnpairedSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point <= Character.MAX_SURROGATE && point >= Character.MIN_SURROGATE);
    }

    /**
     * Reads a value of the topic {@code cargue-latidos}.
     *
     * @throws EventoIlegible when it is none
     */
    public static Latido readLatido(byte @Nullable [] value) throws EventoIlegible {
        if (value == null) {
            throw new EventoIlegible("the record has no value", null);
        }
        Latido latido;
        try {
            latido = LATIDO.readValue(value);
        } catch (JacksonException e) {
            throw new EventoIlegible(e.getOriginalMessage(), e);
        }
        if (latido == null || latido.instancia() == null || latido.pendienteS() < 0) {
            throw new EventoIlegible("instancia or pendiente_s is missing", null);
        }
        return latido;
    }
}
