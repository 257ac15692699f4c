package cargue.push.historia;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client tells a replay to do (contract 4). */
sealed interface Orden {

    /** Go to a moment of the day. */
    record Seek(Instant ocurridoEn) implements Orden {}

    /** Stand still. */
    record Pause() implements Orden {}

    /** Go on. */
    record Play() implements Orden {}

    /** Play so many times as fast. */
    record Speed(int velocidad) implements Orden {}

    /** A new token; obeyed at once and not in its turn. */
    record Auth(String token) implements Orden {

        /** Without the token, which belongs in no log. */
        @Override
        public String toString() {
            return "Auth";
        }
    }

    /** Reads a client's message; null when it is none of these. */
    static @Nullable Orden read(String text, JsonMapper json) {
        try {
            JsonNode message = json.readTree(text);
            return switch (message.path("type").asString("")) {
                case "seek" -> seek(message.path("ocurrido_en"));
                case "pause" -> new Pause();
                case "play" -> new Play();
                case "speed" -> speed(message.path("velocidad"));
                case "auth" ->
                    message.path("token").isString()
                            ? new Auth(message.path("token").asString())
                            : null;
                default -> null;
            };
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable Orden seek(JsonNode to) {
        Instant instante = to.isString() ? Parametros.parse(to.asString()) : null;
        return instante == null ? null : new Seek(instante);
    }

    private static @Nullable Orden speed(JsonNode to) {
        return to.isIntegralNumber() && to.canConvertToInt() && Parametros.isVelocidad(to.asInt())
                ? new Speed(to.asInt())
                : null;
    }
}
