package cargue.local.bench;

import cargue.contract.Rol;
import cargue.local.issuer.Issuer;
import cargue.local.process.StackException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The calls to ingest-service that a bench makes. A refusal is an exception: what is measured must have happened. */
final class Checks {

    /** Rows of a sheet. */
    static final int PRODUCTS = 36;

    static final String DIA = "LUNES";

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Longer than any bench: an open connection ends with its token. */
    private static final Duration TOKEN_TTL = Duration.ofDays(2);

    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String fecha = LocalDate.now(ZoneId.of("America/Bogota")).toString();
    private final String ingest;
    private final Issuer issuer;
    private final String dispatcher;

    /** On the service at an address such as {@code http://127.0.0.1:8081}, as users of the issuer. */
    Checks(String ingest, Issuer issuer) {
        this.ingest = ingest;
        this.issuer = issuer;
        this.dispatcher = issuer.token(Rol.DESPACHADOR, "DESP1", TOKEN_TTL);
    }

    /** The token of the dispatcher, who sends the checks and may watch every vendedor. */
    String dispatcher() {
        return dispatcher;
    }

    HttpClient http() {
        return http;
    }

    /** Today, on which the sheets are. */
    String fecha() {
        return fecha;
    }

    static String product(int i) {
        return "AREPA " + i;
    }

    /** Makes the vendedor's sheet; its rows' seqs are 1 to {@link #PRODUCTS} on a new stack. */
    void fill(String vendedor) {
        String products = IntStream.range(0, PRODUCTS)
                .mapToObj(i -> "{\"nombre\":\"" + product(i) + "\",\"cantidad\":10}")
                .collect(Collectors.joining(",", "[", "]"));
        try {
            String seller = issuer.token(Rol.VENDEDOR, vendedor, TOKEN_TTL);
            post(seller, "guardar-sugerido", "{" + sheet(vendedor) + ",\"productos\":" + products + "}")
                    .join();
        } catch (CompletionException e) {
            throw new StackException("cannot fill a sheet: " + e.getMessage(), e);
        }
    }

    /** Sends the dispatcher's check of a row, and completes with the answer's seq. */
    CompletableFuture<Integer> send(String vendedor, int product, boolean tick) {
        String body = "{" + sheet(vendedor) + ",\"producto\":\"" + product(product) + "\",\"d\":" + tick + "}";
        return post(dispatcher, "actualizar-check-despachador", body).thenApply(Checks::seq);
    }

    private CompletableFuture<String> post(String token, String call, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ingest + "/api/" + call + "/"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).handle((answer, failure) -> {
            if (failure != null) {
                throw new CompletionException(new StackException("ingest-service does not answer: " + failure));
            }
            if (answer.statusCode() != 200) {
                throw new CompletionException(
                        new StackException(call + " was answered " + answer.statusCode() + " " + answer.body()));
            }
            return answer.body();
        });
    }

    private static int seq(String answer) {
        Matcher seq = SEQ.matcher(answer);
        if (!seq.find()) {
            throw new StackException("an answer without seq: " + answer);
        }
        return Integer.parseInt(seq.group(1));
    }

    private String sheet(String vendedor) {
        return "\"vendedor_id\":\"" + vendedor + "\",\"dia\":\"" + DIA + "\",\"fecha\":\"" + fecha + "\"";
    }
}
