package cargue.faults.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls ingest-service as an app does: with a token, a limit, and often no answer. Any thread. */
final class Caller {

    /** Every POST is answered within 5 s, so who waits longer waits for nobody. */
    private static final Duration LIMIT = Duration.ofSeconds(6);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    /** An answer. */
    record Answer(int status, String text) {

        JsonNode json() {
            return Cambio.JSON.readTree(text);
        }
    }

    /** @throws IOException when there was no answer: what was asked for may have been done */
    Answer post(String base, String path, String token, @Nullable String key, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(base, path, token).POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request);
    }

    Answer put(String base, String path, String token, String body) throws IOException, InterruptedException {
        return send(request(base, path, token).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String base, String path, String token) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
