package cargue.local.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that the issuer answers. First the {@code Host} must be a name of this machine, so that a page elsewhere that has
 * its own name point here gets nowhere; then an {@code Origin} must be one of the services' pages. Any thread.
 */
final class Requests implements HttpHandler {

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final Map<String, Object> metadata;
    private final Map<String, Object> keys;
    private final TokenCall token;
    private volatile Set<String> origins = Set.of();

    /**
     * Answers in the name of an issuer.
     *
     * @param keys of which only the public half is shown
     */
    Requests(String url, JWKSet keys, TokenCall token) {
        this.metadata = metadata(url);
        this.keys = keys.toPublicJWKSet().toJSONObject();
        this.token = token;
    }

    /** The pages that may call, as browsers name them, from now on. */
    void allow(Set<String> pages) {
        origins = Set.copyOf(pages);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!isLoopback(exchange.getRequestHeaders().get("Host"))) {
            return Answer.error(421, "HOST_NO_PERMITIDO", "Esta dirección no responde con ese nombre.");
        }
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin == null) {
            return route(exchange);
        }
        if (!origins.contains(origin)) {
            return Answer.error(403, "ORIGEN_NO_PERMITIDO", "Esa página no puede usar esta dirección.");
        }
        return route(exchange).with("Access-Control-Allow-Origin", origin);
    }

    private Answer route(HttpExchange exchange) throws IOException {
        return switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" ->
                isMethod(exchange, "GET") ? Answer.ok(metadata) : otherMethod(exchange, "GET");
            case "/jwks.json" -> isMethod(exchange, "GET") ? Answer.ok(keys) : otherMethod(exchange, "GET");
            case "/token" -> isMethod(exchange, "POST") ? token.answer(exchange) : otherMethod(exchange, "POST");
            default -> Answer.error(404, "NO_ENCONTRADO", "Esta dirección no existe.");
        };
    }

    private static boolean isMethod(HttpExchange exchange, String method) {
        return exchange.getRequestMethod().equals(method);
    }

    /** A browser asks before it lets a page send JSON. */
    private static Answer otherMethod(HttpExchange exchange, String allowed) {
        if (isMethod(exchange, "OPTIONS") && exchange.getRequestHeaders().containsKey("Origin")) {
            return Answer.empty()
                    .with("Access-Control-Allow-Methods", allowed)
                    .with("Access-Control-Allow-Headers", "Content-Type");
        }
        String method = exchange.getRequestMethod();
        return Answer.error(405, "METODO_NO_PERMITIDO", "Esta dirección no acepta " + method + ".")
                .with("Allow", allowed);
    }

    private static boolean isLoopback(@Nullable List<String> hosts) {
        return hosts != null
                && hosts.size() == 1
                && LOOPBACK.matcher(hosts.get(0)).matches();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = JSONObjectUtils.toJSONString(answer.body()).getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Vary", "Origin");
        answer.headers().forEach(headers::set);
        if (answer.status() == 204 || isMethod(exchange, "HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** What OpenID Connect Discovery demands, as far as it is so: nobody can be sent here to log in. */
    private static Map<String, Object> metadata(String url) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", url);
        metadata.put("jwks_uri", url + "/jwks.json");
        metadata.put("token_endpoint", url + "/token");
        metadata.put("response_types_supported", List.of());
        metadata.put("grant_types_supported", List.of());
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
        return metadata;
    }
}
