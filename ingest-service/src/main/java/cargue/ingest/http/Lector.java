package cargue.ingest.http;

import cargue.contract.Dia;
import cargue.ingest.planilla.Producto;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads requests: JSON of the right types first (Jackson), then what must be there and within its bounds (Bean
 * Validation on the request's record). The first thing wrong is thrown as {@link CampoInvalido}. Thread-safe.
 */
@Component
public class Lector {

    private static final String CUERPO = "cuerpo";
    private static final String WHOLE_NUMBER = "debe ser un número entero";
    private static final Map<Class<?>, String> EXPECTED = Map.ofEntries(
            Map.entry(String.class, "debe ser un texto"),
            Map.entry(int.class, WHOLE_NUMBER),
            Map.entry(Integer.class, WHOLE_NUMBER),
            Map.entry(long.class, WHOLE_NUMBER),
            Map.entry(Long.class, WHOLE_NUMBER),
            Map.entry(boolean.class, "debe ser true o false"),
            Map.entry(Boolean.class, "debe ser true o false"),
            Map.entry(Dia.class, "debe ser un día de LUNES a DOMINGO"),
            Map.entry(LocalDate.class, "debe ser una fecha que exista, como 2026-01-05"),
            Map.entry(
                    Producto.class,
                    "debe ser un texto de 1 a 255 caracteres, sin caracteres de control ni incompletos"),
            Map.entry(Instant.class, "debe ser fecha y hora con zona, como 2026-01-05T12:01:02Z"),
            Map.entry(UUID.class, "debe ser un UUID, como la epoca de una respuesta"),
            Map.entry(List.class, "debe ser una lista"));

    private final Validator validator;

    Lector(Validator validator) {
        this.validator = validator;
    }

    /** Reads a body, which must be one JSON object. */
    public ObjectNode object(byte @Nullable [] body) {
        if (body == null) {
            throw new CampoInvalido(CUERPO, "Falta el cuerpo.");
        }
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new CampoInvalido(CUERPO, "El cuerpo no es JSON válido.");
        }
        return object(CUERPO, node);
    }

    /** Takes a node as an object. */
    public ObjectNode object(String campo, JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw campo.equals(CUERPO)
                ? new CampoInvalido(CUERPO, "El cuerpo debe ser un objeto JSON.")
                : invalid(campo, "debe ser un objeto");
    }

    /** Reads an object as a request. */
    public <T> T read(ObjectNode object, Class<T> type) {
        T request;
        try {
            request = Json.MAPPER.treeToValue(object, type);
        } catch (JacksonException e) {
            throw invalid(campo(e), expected(e));
        }
        validator.validate(request).stream()
                .min(Comparator.comparing(Lector::missing).reversed().thenComparing(Lector::campo))
                .ifPresent(violation -> {
                    throw missing(violation)
                            ? new CampoInvalido(campo(violation), "Falta el campo " + campo(violation) + ".")
                            : invalid(campo(violation), violation.getMessage());
                });
        return request;
    }

    /** Reads a field that is true, false, or missing for false. */
    public boolean flag(ObjectNode object, String campo) {
        JsonNode node = object.get(campo);
        if (node == null) {
            return false;
        }
        if (!node.isBoolean()) {
            throw invalid(campo, "debe ser true o false");
        }
        return node.booleanValue();
    }

    /** A field with a wrong value. */
    public static CampoInvalido invalid(String campo, String what) {
        return new CampoInvalido(campo, "El campo " + campo + " " + what + ".");
    }

    private static boolean missing(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAnnotation() instanceof NotNull;
    }

    private static String campo(ConstraintViolation<?> violation) {
        return violation
                .getPropertyPath()
                .toString()
                .replace(".<list element>", "")
                .replaceAll("([A-Z])", "_$1")
                .toLowerCase(Locale.ROOT); // the record's name as the request spells it
    }

    private static String campo(JacksonException e) {
        StringBuilder campo = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                campo.append('[').append(step.getIndex()).append(']');
            } else {
                campo.append(campo.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return campo.isEmpty() ? CUERPO : campo.toString();
    }

    private static String expected(JacksonException e) {
        String unknown = "tiene un valor que no corresponde";
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return EXPECTED.getOrDefault(mismatch.getTargetType(), unknown);
        }
        return e instanceof tools.jackson.core.exc.InputCoercionException ? WHOLE_NUMBER : unknown;
    }
}
