package cargue.local.demo;

import cargue.contract.Rol;
import cargue.local.issuer.Issuer;
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

/** The calls of the demo, as the phone of a seller and the dispatcher's CRM make them. A failure is told and tried again with the same key. */
final class IngestCalls {

    private static final Duration LIMIT = Duration.ofSeconds(6);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int CONFLICT = 409;
    private static final String DISPATCHER = "DESP1";

    /** Each call has a token of its own, so that a demo never outlives them. */
    private static final Duration TOKEN_TTL = Duration.ofHours(1);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final Issuer issuer;
    private final Progress progress;

    IngestCalls(String base, Issuer issuer, Progress progress) {
        this.base = base;
        this.issuer = issuer;
        this.progress = progress;
    }

    /** Fills the sheet; one that was filled before stays as it is. */
    void saveSuggested(Sheet sheet, List<Product> catalogue, RandomGenerator random) throws InterruptedException {
        String products = catalogue.stream()
                .map(product ->
                        "{\"nombre\":" + Json.text(product.name()) + ",\"cantidad\":" + product.quantity(random) + "}")
                .collect(Collectors.joining(",", "[", "]"));
        post(seller(sheet), "/api/guardar-sugerido/", "{" + key(sheet) + ",\"productos\":" + products + "}");
    }

    void tick(Tick tick) throws InterruptedException {
        String body = "{" + key(tick.sheet()) + ",\"producto\":" + Json.text(tick.product())
                + (tick.dispatcher() ? ",\"d\":true}" : ",\"v\":true}");
        if (tick.dispatcher()) {
            post(issuer.token(Rol.DESPACHADOR, DISPATCHER, TOKEN_TTL), "/api/actualizar-check-despachador/", body);
        } else {
            post(seller(tick.sheet()), "/api/actualizar-check-vendedor/", body);
        }
    }

    /** Whether every row of the sheet has the seller's check. */
    boolean isFullyTicked(Sheet sheet) throws InterruptedException {
        String query = "?vendedor_id=" + sheet.vendedor() + "&dia=" + sheet.dia() + "&fecha=" + sheet.fecha();
        URI uri = URI.create(base + "/api/obtener-cargue/" + query);
        HttpResponse<String> answer = sendUntilAnswered(seller(sheet), HttpRequest.newBuilder(uri));
        return answer.body().contains("\"v\":true") && !answer.body().contains("\"v\":false");
    }

    private void post(String token, String path, String body) throws InterruptedException {
        HttpResponse<String> answer = sendUntilAnswered(
                token,
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() >= 400 && answer.statusCode() != CONFLICT) {
            progress.say("demo: " + path + " answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Until there is an answer that another attempt would not change. */
    private HttpResponse<String> sendUntilAnswered(String token, HttpRequest.Builder request)
            throws InterruptedException {
        HttpRequest ready = request.timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .build();
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

    private String seller(Sheet sheet) {
        return issuer.token(Rol.VENDEDOR, sheet.vendedor(), TOKEN_TTL);
    }

    private static String key(Sheet sheet) {
        return "\"vendedor_id\":" + Json.text(sheet.vendedor()) + ",\"dia\":" + Json.text(sheet.dia()) + ",\"fecha\":"
                + Json.text(sheet.fecha().toString());
    }
}
