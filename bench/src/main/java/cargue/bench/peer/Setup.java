package cargue.bench.peer;

import cargue.bench.load.Sheet;
import cargue.contract.Rol;
import cargue.local.LocalStack;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes vendedores and their sheets in a running stack. */
final class Setup {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int TELL_EVERY = 100;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LocalStack stack;
    private final String fecha;
    private final Duration ttl;
    private final Progress progress;

    Setup(LocalStack stack, String fecha, Duration ttl, Progress progress) {
        this.stack = stack;
        this.fecha = fecha;
        this.ttl = ttl;
        this.progress = progress;
    }

    /** Each gets the rows of {@link Sheet#PRODUCTS}; their seqs are the first ones of a new stack. */
    void fill(List<String> vendedores) throws InterruptedException {
        String admin = stack.issuer().token(Rol.ADMIN, "ADMIN", ttl);
        for (int i = 0; i < vendedores.size(); i++) {
            if (i % TELL_EVERY == 0 && vendedores.size() > TELL_EVERY) {
                progress.say("filling sheets: " + i + " of " + vendedores.size());
            }
            String vendedor = vendedores.get(i);
            call(admin, "PUT", "/api/vendedores/" + vendedor, "{\"nombre\":\"Vendedor " + vendedor + "\"}");
            String products = IntStream.range(0, Sheet.PRODUCTS)
                    .mapToObj(row -> "{\"nombre\":\"" + Sheet.product(row) + "\",\"cantidad\":10}")
                    .collect(Collectors.joining(",", "[", "]"));
            call(
                    stack.issuer().token(Rol.VENDEDOR, vendedor, ttl),
                    "POST",
                    "/api/guardar-sugerido/",
                    "{\"vendedor_id\":\"" + vendedor + "\",\"dia\":\"" + Sheet.DIA + "\",\"fecha\":\"" + fecha
                            + "\",\"productos\":" + products + "}");
        }
    }

    private void call(String token, String method, String path, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.ingest().url() + path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new StackException(path + " was answered " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new StackException("ingest-service does not answer: " + e, e);
        }
    }
}
