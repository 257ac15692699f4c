package cargue.client;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the server's messages and writes the client's. Keys may come in any order; unknown keys, types, and words for
 * {@code causa} and {@code rol} are taken, since the protocol grows by them.
 */
final class Mensajes {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(Mensaje.class);

    private Mensajes() {}

    /**
     * Understands a message.
     *
     * @throws Ilegible when it is no JSON object, or lacks what its type must have
     */
    static Mensaje read(String text) throws Ilegible {
        try {
            Mensaje mensaje = READER.readValue(text);
            if (mensaje == null) {
                throw new Ilegible("the message is null", null);
            }
            return mensaje;
        } catch (JacksonException e) {
            throw new Ilegible(e.getOriginalMessage(), e);
        }
    }

    static String subscribe(Following following) {
        ObjectNode message = MAPPER.createObjectNode();
        message.put("type", "subscribe").put("vendedor_id", following.vendedorId());
        Filtro filtro = following.filtro();
        if (filtro.fecha() != null) {
            message.put("fecha", filtro.fecha().toString());
        }
        if (filtro.dia() != null) {
            message.put("dia", filtro.dia().name());
        }
        following.desde().ifPresent(desde -> message.put("desde", desde.toString()));
        return message.toString();
    }

    static String unsubscribe(String vendedorId) {
        return MAPPER.createObjectNode()
                .put("type", "unsubscribe")
                .put("vendedor_id", vendedorId)
                .toString();
    }

    static String auth(String token) {
        return MAPPER.createObjectNode().put("type", "auth").put("token", token).toString();
    }

    /** A message that this client cannot trust itself to have understood. */
    static final class Ilegible extends Exception {

        private static final long serialVersionUID = 1L;

        Ilegible(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
