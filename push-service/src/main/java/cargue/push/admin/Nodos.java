package cargue.push.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The nodes that the settings name, asked in an administrator's name. Never any other address: a request chooses among
 * these, and redirects are not followed. Any thread.
 */
@Component
@EnableConfigurationProperties(AdminSettings.class)
final class Nodos {

    /** How long a node may take. */
    static final Duration BOUND = Duration.ofSeconds(2);

    /** Megabytes that the answers under way may come to, all together; what does not fit in is not asked. */
    private static final int AT_ONCE_MB = 128;

    private final List<String> urls;
    private final Semaphore places = new Semaphore(AT_ONCE_MB);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY) // it would be shown the token
            .connectTimeout(BOUND)
            .build();

    Nodos(AdminSettings settings) {
        this.urls = settings.nodos();
    }

    /** All there are; empty when this node knows only itself. */
    List<String> urls() {
        return urls;
    }

    /**
     * What a node answered.
     *
     * @param body JSON, or empty
     */
    record Contestacion(int status, String body) {}

    /**
     * Asks a node; {@link Ausente} when it does not answer in time, or not as it should.
     *
     * @param url one of {@link #urls}
     * @param longest megabytes that the answer may have
     */
    CompletableFuture<Contestacion> ask(
            String url, String method, String path, String token, Duration bound, int longest) {
        if (!urls.contains(url)) {
            throw new IllegalArgumentException("not a node: " + url);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .build();
        if (!places.tryAcquire(longest)) {
            return CompletableFuture.failedFuture(new Ausente("No se le preguntó: hay demasiadas preguntas a la vez."));
        }
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, head -> new Cuerpo(longest));
        CompletableFuture<Contestacion> answer =
                sent.thenApply(Nodos::read).orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS);
        return answer.whenComplete((done, failure) -> {
                    places.release(longest);
                    sent.cancel(true); // what is still under way is of no use any more
                })
                .exceptionally(failure -> {
                    throw new CompletionException(absence(failure));
                });
    }

    private static Contestacion read(HttpResponse<byte[]> response) {
        String body = new String(response.body(), UTF_8);
        if (!body.isEmpty() && !isJson(body)) {
            throw new Ausente("Contestó algo que no se entiende (estado " + response.statusCode() + ").");
        }
        return new Contestacion(response.statusCode(), body);
    }

    /** Without making anything of it. */
    private static boolean isJson(String body) {
        try (JsonParser parser = Forma.JSON.createParser(body)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static Ausente absence(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Ausente absence) {
            return absence;
        }
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return new Ausente("No contesta a tiempo.");
        }
        if (cause instanceof ConnectException || cause instanceof UnresolvedAddressException) {
            return new Ausente("No se puede conectar.");
        }
        return new Ausente(cause instanceof IOException ? "La conexión se cortó." : "No se le pudo preguntar.");
    }
}
