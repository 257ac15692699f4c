package cargue.local.issuer;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /token}: a token for a user's password. */
final class TokenCall {

    /** Far above two short texts. */
    static final int MAX_BODY = 4 << 10;

    private static final String JSON = "application/json";

    private final Login login;
    private final TokenSigner signer;

    TokenCall(Login login, TokenSigner signer) {
        this.login = login;
        this.signer = signer;
    }

    Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return Answer.error(413, "CUERPO_DEMASIADO_GRANDE", "El cuerpo pasa de " + (MAX_BODY >> 10) + " KiB.");
        }
        if (!isJson(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return Answer.error(415, "TIPO_NO_SOPORTADO", "El cuerpo debe ser application/json.");
        }
        Map<String, Object> fields;
        try {
            fields = object(new String(body, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            return Answer.badField("cuerpo", "El cuerpo debe ser un objeto JSON.");
        }
        if (!(fields.get("user") instanceof String user)) {
            return missing("user", fields);
        }
        if (!(fields.get("password") instanceof String password)) {
            return missing("password", fields);
        }
        return answer(login.attempt(user, password));
    }

    private Answer answer(Login.Outcome outcome) {
        if (outcome instanceof Login.Outcome.Accepted accepted) {
            Map<String, Object> body = new LinkedHashMap<>();
            User user = accepted.user();
            body.put("access_token", signer.token(user.rol(), user.user(), Claims.TTL));
            body.put("token_type", "Bearer");
            body.put("expires_in", Claims.TTL.toSeconds());
            return Answer.ok(body);
        }
        if (outcome instanceof Login.Outcome.Later later) {
            return Answer.error(429, "DEMASIADOS_INTENTOS", "Demasiados intentos fallidos. Espera e intenta de nuevo.")
                    .with("Retry-After", Long.toString(wholeSeconds(later.delay())));
        }
        return Answer.error(401, "CREDENCIALES_INVALIDAS", "El usuario o la contraseña no son correctos.");
    }

    /** The library takes a list of pairs for an object too. */
    private static Map<String, Object> object(String json) throws ParseException {
        if (!json.stripLeading().startsWith("{")) {
            throw new ParseException("no object", 0);
        }
        return JSONObjectUtils.parse(json);
    }

    private static Answer missing(String field, Map<String, Object> fields) {
        return Answer.badField(
                field,
                fields.containsKey(field)
                        ? "El campo " + field + " debe ser un texto."
                        : "Falta el campo " + field + ".");
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    /** Rounded up: who waits so long gets in. */
    private static long wholeSeconds(Duration delay) {
        return delay.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
