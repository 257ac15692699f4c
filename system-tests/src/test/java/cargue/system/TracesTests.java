package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Rol;
import cargue.local.service.Service;
import cargue.system.Collector.Seen;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One trace from the phone's POST to the viewer's frame, as both services tell it to a collector. */
@ExtendWith(Stack.Extension.class)
class TracesTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PRODUCTO = Sheet.productos(1).get(0);

    /**
     * The wake-up goes to the relay of the instance that took the check; when another instance's sweep is quicker, it is
     * that one which publishes, and another check is traced.
     */
    @Test
    void theTraceOfACheckHasAllItsSpans(Stack stack) throws Exception {
        try (Collector collector = new Collector();
                Service ingest = stack.newIngest("ingest-service-traced", traced(collector));
                Service push = stack.newPush("push-service-traced", traced(collector))) {
            ingest.start();
            push.start();
            ingest.awaitReady(Stack.START_LIMIT);
            push.awaitReady(Stack.START_LIMIT);
            Sheet sheet = Sheet.today(new Api(ingest.url()), stack.newVendedor());
            assertThat(sheet.sugerido(List.of(PRODUCTO), 10).status()).isEqualTo(200);
            try (V1Viewer one = V1Viewer.of(sheet.vendedorId(), Filter.NONE).connect(push.url());
                    V1Viewer other =
                            V1Viewer.of(sheet.vendedorId(), Filter.of(sheet)).connect(push.url());
                    PlainViewer plain = new PlainViewer(sheet.vendedorId(), Filter.NONE).connect(push.url())) {
                one.awaitSeq(1);
                other.awaitSeq(1);
                await().atMost(LIMIT).until(() -> plain.rows().size() == 1);
                Map<String, Seen> spans = traceOfACheck(collector, sheet, 10);
                Seen post = span(spans, "http post /api/actualizar-check-despachador");
                Seen commit = span(spans, "commit");
                Seen publish = span(spans, "cargue-checks publish");
                Seen arrival = span(spans, "cargue-checks process");
                Seen frames = span(spans, "frames");
                assertThat(List.of(commit.parentId(), publish.parentId(), arrival.parentId()))
                        .containsOnly(post.id());
                assertThat(frames.parentId()).isEqualTo(arrival.id());
                assertThat(List.of(post.service(), commit.service(), publish.service()))
                        .containsOnly("ingest-service");
                assertThat(List.of(arrival.service(), frames.service())).containsOnly("push-service");
                assertThat(frames.attribute("cargue.viewers")).isEqualTo(3);
                assertThat(frames.attribute("cargue.viewers.told")).isEqualTo(3);
                assertThat(arrival.attribute("cargue.seq")).isEqualTo(publish.attribute("cargue.seq"));
            }
        }
    }

    /** Names the trace as a phone may, and sends checks until one was published by the instance that took it. */
    private static Map<String, Seen> traceOfACheck(Collector collector, Sheet sheet, int attempts) throws Exception {
        for (int i = 0; ; i++) {
            byte[] random = new byte[24];
            ThreadLocalRandom.current().nextBytes(random);
            String traceId = HexFormat.of().formatHex(random, 0, 16);
            String phone = HexFormat.of().formatHex(random, 16, 24);
            Api api = sheet.api().as(Rol.DESPACHADOR, "DESP1");
            Api.Answer answer = api.send(api.json("/api/actualizar-check-despachador/")
                    .header("traceparent", "00-" + traceId + "-" + phone + "-01")
                    .POST(HttpRequest.BodyPublishers.ofString(sheet.body(PRODUCTO, "d", i % 2 == 0)))
                    .build());
            assertThat(answer.status()).isEqualTo(200);
            List<Seen> spans = await().atMost(LIMIT)
                    .until(
                            () -> collector.trace(traceId),
                            seen -> seen.stream()
                                            .anyMatch(each ->
                                                    each.span().getName().equals("frames"))
                                    && seen.stream()
                                            .anyMatch(each -> each.parentId().equals(phone)));
            if (i + 1 == attempts
                    || spans.stream().anyMatch(each -> each.span().getName().equals("cargue-checks publish"))) {
                return spans.stream()
                        .collect(Collectors.toMap(each -> each.span().getName(), Function.identity(), (a, b) -> a));
            }
        }
    }

    private static Seen span(Map<String, Seen> spans, String name) {
        assertThat(spans).containsKey(name);
        return spans.get(name);
    }

    /** Programs read what people see on the console, and find the request's other lines by its trace. */
    @Test
    void theLogOfARequestIsJsonThatNamesItsTrace(Stack stack, @TempDir Path dir) throws Exception {
        Path file = dir.resolve("ingest.json");
        Map<String, String> settings =
                Map.of("LOGGING_FILE_NAME", file.toString(), "LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_WEB_SERVLET", "DEBUG");
        try (Service ingest = stack.newIngest("ingest-service-logging", settings)) {
            Stack.restart(ingest);
            String traceId = "0af7651916cd43dd8448eb211c80319c";
            Api api = new Api(ingest.url()).as(Rol.DESPACHADOR, "DESP1");
            api.send(api.json("/api/vendedores/")
                    .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01")
                    .GET()
                    .build());
            List<JsonNode> lines = await().atMost(LIMIT)
                    .until(
                            () -> Files.readAllLines(file).stream()
                                    .map(Api.JSON::readTree)
                                    .toList(),
                            read -> read.stream()
                                    .anyMatch(line ->
                                            line.path("traceId").asString("").equals(traceId)));
            assertThat(lines).allMatch(line -> line.has("@timestamp") && line.has("message"));
            assertThat(Files.readString(ingest.log())).doesNotContain("{\"@timestamp\"");
        }
    }

    private static Map<String, String> traced(Collector collector) {
        return Map.of(
                "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT",
                collector.url(),
                "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_SCHEDULEDELAY",
                "100ms");
    }
}
