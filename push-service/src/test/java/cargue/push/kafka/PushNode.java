package cargue.push.kafka;

import static org.awaitility.Awaitility.await;

import cargue.push.Fichas;
import cargue.push.PushApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One push node in this JVM, on a free port. */
final class PushNode implements AutoCloseable {

    /**
     * Every node's business time zone: one in which it is about noon, so that a test's today and the node's are the same
     * whenever the tests run.
     */
    static final ZoneOffset ZONA = whereItIsNoon();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private static ZoneOffset whereItIsNoon() {
        return ZoneOffset.ofHours(12 - LocalTime.now(ZoneOffset.UTC).getHour());
    }

    /** @param settings further settings, {@code name=value} */
    PushNode(String kafka, String... settings) {
        List<String> arguments =
                new ArrayList<>(List.of("--spring.kafka.bootstrap-servers=" + kafka, "--cargue.zona=" + ZONA));
        if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith("server.port="))) {
            arguments.add("--server.port=0");
        }
        Stream.concat(Fichas.settings().stream(), Arrays.stream(settings))
                .map(setting -> "--" + setting)
                .forEach(arguments::add);
        context = new SpringApplication(PushApplication.class).run(arguments.toArray(String[]::new));
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    PushNode awaitReady() {
        await().atMost(Duration.ofSeconds(30)).until(this::isReady);
        return this;
    }

    boolean isReady() {
        return get("/actuator/health/readiness", Map.of()).status() == 200;
    }

    boolean isAlive() {
        return get("/actuator/health/liveness", Map.of()).status() == 200;
    }

    double openViewers() {
        return meters().get("cargue.push.viewers").gauge().value();
    }

    double count(String name, String... tags) {
        return meters().counter(name, tags).count();
    }

    private MeterRegistry meters() {
        return context.getBean(MeterRegistry.class);
    }

    /** A plain GET: the handshake's checks come before the upgrade, so they show here too. */
    Answer get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::setHeader);
        return send(request);
    }

    /** The status of a DELETE. */
    int delete(String path) {
        return send(request(path).DELETE()).status();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address() + path))
                .header("Authorization", "Bearer " + Fichas.ADMIN);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    record Answer(int status, String body, Map<String, List<String>> headers) {}
}
