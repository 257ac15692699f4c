package cargue.local.demo;

import cargue.local.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The calls of the demo, as the phone and the CRM make them. A failure is told and tried again with the same key. */
final class IngestCalls {

    private static final Duration LIMIT = Duration.ofSeconds(6);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int CONFLICT = 409;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final Progress progress;

    IngestCalls(String base, Progress progress) {
        this.base = base;
        this.progress = progress;
    }

    /** Fills the sheet; one that was filled before stays as it is. */
    void saveSuggested(Sheet sheet, List<Product> catalogue, RandomGenerator random) throws InterruptedException {
        String products = catalogue.stream()
                .map(product ->
                        "{\"nombre\":" + Json.text(product.name()) + ",\"cantidad\":" + product.quantity(random) + "}")
                .collect(Collectors.joining(",", "[", "]"));
        post("/api/guardar-sugerido/", "{" + key(sheet) + ",\"productos\":" + products + "}");
    }

    void tick(Tick tick) throws InterruptedException {
        String body = "{" + key(tick.sheet()) + ",\"producto\":" + Json.text(tick.product())
                + (tick.dispatcher() ? ",\"d\":true}" : ",\"v\":true}");
        post(tick.dispatcher() ? "/api/actualizar-check-despachador/" : "/api/actualizar-check-vendedor/", body);
    }

    /** Whether every row of the sheet has the seller's check. */
    boolean isFullyTicked(Sheet sheet) throws InterruptedException {
        String query = "?vendedor_id=" + sheet.vendedor() + "&dia=" + sheet.dia() + "&fecha=" + sheet.fecha();
        URI uri = URI.create(base + "/api/obtener-cargue/" + query);
        HttpResponse<String> answer = sendUntilAnswered(HttpRequest.newBuilder(uri));
        return answer.body().contains("\"v\":true") && !answer.body().contains("\"v\":false");
    }

    private void post(String path, String body) throws InterruptedException {
        HttpResponse<String> answer = sendUntilAnswered(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() >= 400 && answer.statusCode() != CONFLICT) {
            progress.say("demo: " + path + " answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Until there is an answer that another attempt would not change. */
    private HttpResponse<String> sendUntilAnswered(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest ready = request.timeout(LIMIT).build();
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            String failure;
            try {
                HttpResponse<String> answer = http.send(ready, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    return answer;
                }
                failure = "status " + answer.statusCode();
            } catch (IOException e) {
                failure = e.toString();
            }
            progress.say("demo: " + ready.uri().getPath() + " failed (" + failure + "), again in " + pause.toSeconds()
                    + " s");
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static String key(Sheet sheet) {
        return "\"vendedor_id\":" + Json.text(sheet.vendedor()) + ",\"dia\":" + Json.text(sheet.dia()) + ",\"fecha\":"
                + Json.text(sheet.fecha().toString());
    }
}
