package cargue.system;

import cargue.contract.Rol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the services that sends exactly what it is given, by default with the token of somebody who may: see
 * {@link Senders}.
 */
final class Api {

    static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int UNAVAILABLE = 503;
    private static final int ATTEMPTS = 3;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final String base;
    private final @Nullable String token;

    Api(String base) {
        this(base, null);
    }

    private Api(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    /** The same service, called by one user whatever the call is; of a vendedor the id is the vendedor's. */
    Api as(Rol rol, String id) {
        return as(Users.token(rol, id));
    }

    /** The same service, called with a token. */
    Api as(String bearer) {
        return new Api(base, bearer);
    }

    /** Status, text and headers of an answer. */
    record Answer(int status, String text, Map<String, String> headers) {

        JsonNode json() {
            return JSON.readTree(text);
        }

        long seq() {
            return json().get("seq").longValue();
        }
    }

    /** Calls again, as phones do, while there was no time to store it: a loaded machine may say so. At most three times. */
    static Answer patiently(Supplier<Answer> call) {
        Answer answer = call.get();
        for (int attempt = 1; answer.status() == UNAVAILABLE && attempt < ATTEMPTS; attempt++) {
            answer = call.get();
        }
        return answer;
    }

    Answer post(String path, String body) {
        return post(path, body, null);
    }

    Answer post(String path, String body, @Nullable String key) {
        HttpRequest.Builder request =
                json(path, sender("POST", path, body)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request.build());
    }

    Answer get(String path) {
        return send(request(path, sender("GET", path, "")).GET().build());
    }

    Answer get(String path, Map<String, String> query) {
        return get(path + "?"
                + query.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    Answer put(String path, String body) {
        return send(json(path, sender("PUT", path, body))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    void putVendedor(String id) {
        Answer answer = put("/api/vendedores/" + id, "{\"nombre\":\"" + id + "\"}");
        if (answer.status() != 201 && answer.status() != 200) {
            throw new IllegalStateException("vendedor " + id + " was not made: " + answer);
        }
    }

    /** A call to be completed; its method and body are not known, so it is one who only reads that sends it. */
    HttpRequest.Builder json(String path) {
        return json(path, sender("GET", path, ""));
    }

    private HttpRequest.Builder json(String path, String bearer) {
        return request(path, bearer).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path, String bearer) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + bearer);
    }

    private String sender(String method, String path, String body) {
        return token == null ? Senders.token(method, path, body) : token;
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            Map<String, String> headers = response.headers().map().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, e -> e.getValue().get(0)));
            Documented.answer(
                    request.method(),
                    request.uri().getRawPath(),
                    response.statusCode(),
                    headers.get("content-type"),
                    response.body());
            return new Answer(response.statusCode(), response.body(), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
