package cargue.push.kafka;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.LATER;
import static cargue.push.Eventos.check;
import static cargue.push.Eventos.epoca;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.push.Fichas;
import cargue.push.kafka.PushNode.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code cargue.v1}, server-sent events and planilla from a real Kafka; each test has a vendedor of its own. */
class V1StreamTests {

    private static final AtomicInteger VENDEDORES = new AtomicInteger();

    @TempDir
    static Path dir;

    private static TestBroker broker;
    private static TestBroker.Sender sender;
    private static PushNode node;

    private final LocalDate hoy = LocalDate.now(PushNode.ZONA);
    private final String vendedor = "W" + VENDEDORES.incrementAndGet();
    private final String path = "/ws/cargue/" + vendedor + "/";
    private final String planilla = "/api/planilla/" + vendedor + "/";

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(dir).start();
        broker.createTopic();
        sender = broker.sender();
        node = new PushNode(broker.address(), "cargue.push.latido=2s", "cargue.push.ring=8").awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
        sender.close();
        broker.close();
    }

    @Test
    void beginsWithHelloAndSnapshotAndGoesOnWithTheChanges() {
        send(1, "A");
        send(2, "B");
        awaitHead(2);
        try (TestViewer viewer = TestViewer.open(node, path, "cargue.v1")) {
            assertThat(viewer.socket().getSubprotocol()).isEqualTo("cargue.v1");
            viewer.awaitMessages(2);
            send(3, "A");
            viewer.awaitMessages(3);

            assertThat(viewer.said().get(0))
                    .isEqualTo("{\"type\":\"hello\",\"vendedor_id\":\"" + vendedor + "\",\"epoca\":\"" + EPOCA
                            + "\",\"seq\":2,\"modo\":\"snapshot\",\"fecha_desde\":\"" + hoy
                            + "\",\"latido_s\":2,\"atraso_s\":null}");
            assertThat(viewer.said().get(1))
                    .startsWith(
                            "{\"type\":\"snapshot\",\"seq\":2,\"parte\":1,\"partes\":1,\"checks\":[{\"vendedor_id\":\""
                                    + vendedor + "\",\"epoca\":\"" + EPOCA + "\",\"seq\":1,\"dia\":\"LUNES\",");
            assertThat(viewer.said().get(2)).startsWith("{\"type\":\"checks\",\"de\":2,\"a\":3,\"checks\":[{");
            assertThat(viewer.messages().get(2).get("checks").get(0).has("id")).isFalse();
        }
    }

    @Test
    void selectsTheBestSubprotocolWordForWord() {
        try (TestViewer both = TestViewer.open(node, path, "cargue.v0", "cargue.v1");
                TestViewer many = TestViewer.open(node, "/ws/cargue/", "cargue.v0", "cargue.v1")) {
            assertThat(both.socket().getSubprotocol()).isEqualTo("cargue.v1");
            assertThat(many.socket().getSubprotocol()).isEqualTo("cargue.v1");
        }
        try (TestViewer loud = TestViewer.open(node, path, "CARGUE.V1")) {
            assertThat(loud.socket().getSubprotocol()).isEmpty();
        }
    }

    @Test
    void resumesWithADeltaAndFromBehindTheRingWithASnapshot() {
        for (int seq = 1; seq <= 20; seq++) {
            send(seq, "P" + seq % 3);
        }
        awaitHead(20);
        try (TestViewer near = TestViewer.open(node, path + "?desde=" + EPOCA + ":15", "cargue.v1");
                TestViewer far = TestViewer.open(node, path + "?desde=" + EPOCA + ":5", "cargue.v1");
                TestViewer past = TestViewer.open(node, path + "?desde=" + older() + ":15", "cargue.v1");
                TestViewer head = TestViewer.open(node, path + "?desde=" + EPOCA + ":20", "cargue.v1")) {
            assertThat(kinds(near.awaitMessages(2))).containsExactly("hello delta 15", "checks 15-20 18 19 20");
            assertThat(kinds(far.awaitMessages(2))).containsExactly("hello snapshot 20", "snapshot 20 18 19 20");
            assertThat(kinds(past.awaitMessages(2))).containsExactly("hello snapshot 20", "snapshot 20 18 19 20");
            assertThat(kinds(head.awaitMessages(1))).containsExactly("hello delta 20");
        }
    }

    @Test
    void aPositionThatCannotBeIsASnapshotAtOnceAndOneThatComesIsWaitedFor() {
        send(1, "A");
        awaitHead(1);
        try (TestViewer impossible = TestViewer.open(node, path + "?desde=" + EPOCA + ":9", "cargue.v1")) {
            assertThat(kinds(impossible.awaitMessages(2))).containsExactly("hello snapshot 1", "snapshot 1 1");
        }
        try (TestViewer unknown = TestViewer.open(node, "/ws/cargue/NADIE/?desde=" + EPOCA + ":9", "cargue.v1")) {
            assertThat(kinds(unknown.awaitMessages(2))).containsExactly("hello snapshot 0", "snapshot 0");
        }
    }

    @Test
    void anEmptyStreamIsGreetedAnewWithItsFirstEvent() {
        try (TestViewer viewer = TestViewer.open(node, path, "cargue.v1").awaitMessages(2)) {
            assertThat(viewer.messages().get(0).get("epoca").isNull()).isTrue();
            send(7, "A");
            assertThat(kinds(viewer.awaitMessages(4)))
                    .containsExactly("hello snapshot 0", "snapshot 0", "hello snapshot 7", "snapshot 7 7");
        }
    }

    @Test
    void whenOnlyOtherSheetsChangeThePositionMovesWithinALatido() {
        sender.send(check(vendedor, EPOCA, 1, hoy, "A"));
        awaitHead(1);
        try (TestViewer viewer =
                TestViewer.open(node, path + "?fecha=" + hoy, "cargue.v1").awaitMessages(2)) {
            sender.send(check(vendedor, EPOCA, 2, hoy.plusDays(1), "A"));
            sender.send(check(vendedor, EPOCA, 3, hoy.minusDays(8), "A"));
            // From 1, or from 2 when the first of them was told by itself.
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> kinds(viewer).stream().anyMatch(kind -> kind.matches("checks \\d-3")));
            sender.send(check(vendedor, EPOCA, 4, hoy, "A"));
            await().atMost(Duration.ofSeconds(10)).until(() -> kinds(viewer).contains("checks 3-4 4"));
        }
    }

    @Test
    void anEpocaIsServedWhenItIsCompleteAndGreetsAnew() {
        send(1, "A");
        send(2, "B");
        awaitHead(2);
        try (TestViewer viewer = TestViewer.open(node, path, "cargue.v1").awaitMessages(2)) {
            sender.send(epoca(vendedor, LATER, 2)).flush();
            sender.send(check(vendedor, LATER, 2, hoy, "B"));
            await().until(() -> kinds(viewer).contains("snapshot 2 2"));
            assertThat(viewer.messages().get(2).get("epoca").stringValue()).isEqualTo(LATER.toString());
            assertThat(viewer.isOpen()).isTrue();
        }
    }

    @Test
    void manyVendedoresOnOneSocket() {
        String other = vendedor + "b";
        send(1, "A");
        sender.send(check(other, EPOCA, 1, hoy, "X"));
        awaitHead(1);
        awaitPlanilla("/api/planilla/" + other + "/", 1);
        try (TestViewer viewer = TestViewer.open(node, "/ws/cargue/", "cargue.v1")) {
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"" + vendedor + "\"}");
            viewer.awaitMessages(2);
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"" + other + "\",\"desde\":\"" + EPOCA + ":1\"}");
            viewer.awaitMessages(3);
            assertThat(viewer.said().get(1)).startsWith("{\"type\":\"snapshot\",\"vendedor_id\":\"" + vendedor + "\",");
            assertThat(kinds(viewer)).containsExactly("hello snapshot 1", "snapshot 1 1", "hello delta 1");
            await().until(() -> viewer.texts().stream()
                    .anyMatch(
                            text -> text.startsWith("{\"type\":\"latido\",\"posiciones\":{\"" + vendedor + "\":1,\"")));

            viewer.say("{\"type\":\"unsubscribe\",\"vendedor_id\":\"" + vendedor + "\"}");
            // A sign of life without it: the server has heard.
            await().until(() -> viewer.texts().stream()
                    .anyMatch(text -> text.startsWith("{\"type\":\"latido\",\"posiciones\":{\"" + other + "\":1}")));
            send(2, "A");
            awaitPlanilla(planilla, 2);
            sender.send(check(other, EPOCA, 2, hoy, "X"));
            await().until(() -> kinds(viewer).contains("checks 1-2 2"));
            assertThat(viewer.messages().stream()
                            .filter(message -> message.get("type").stringValue().equals("checks"))
                            .map(message -> message.get("vendedor_id").stringValue()))
                    .containsOnly(other);
        }
    }

    @Test
    void whatCannotBeIsAnsweredAndTheConnectionStays() {
        try (TestViewer viewer = TestViewer.open(node, "/ws/cargue", "cargue.v1")) {
            viewer.say("no");
            viewer.say("{\"type\":\"auth\",\"token\":\"x\"}");
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"ID1\",\"desde\":\"ayer\"}");
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"ID1\",\"desde\":7}");
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"ID1\",\"fecha\":\"2020-01-01\"}");
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"ID1\",\"dia\":3}");
            await().until(() -> errors(viewer).size() == 6);
            assertThat(errors(viewer))
                    .containsExactly(
                            "MENSAJE_INVALIDO",
                            "NO_PERMITIDO",
                            "POSICION_INVALIDA",
                            "POSICION_INVALIDA",
                            "FECHA_FUERA_DE_RANGO",
                            "MENSAJE_INVALIDO");
            assertThat(viewer.isOpen()).isTrue();
        }
        assertThat(node.get("/ws/cargue/", Map.of()).status()).isEqualTo(400);
    }

    @Test
    void oneConnectionFollowsUpTo200() {
        try (PushNode patient = new PushNode(broker.address(), "cargue.push.messages-per-second=1000").awaitReady();
                TestViewer viewer = TestViewer.open(patient, "/ws/cargue/", "cargue.v1")) {
            for (int i = 1; i <= 201; i++) {
                viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"Z" + i + "\"}");
            }
            await().until(() -> errors(viewer).size() == 1);
            assertThat(errors(viewer)).containsExactly("DEMASIADAS_SUSCRIPCIONES");
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"Z1\"}");
            await().until(() -> kinds(viewer).stream()
                            .filter(kind -> kind.startsWith("hello"))
                            .count()
                    == 201);
        }
    }

    @Test
    void whoSendsTooFastIsToldSoAndAtLastClosed() {
        try (PushNode strict = new PushNode(
                                broker.address(),
                                "cargue.push.messages-per-second=5",
                                "cargue.push.messages-patience=2s")
                        .awaitReady();
                TestViewer viewer = TestViewer.open(strict, path, "cargue.v1");
                TestViewer plain = TestViewer.open(strict, path)) {
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        viewer.say("{}");
                        plain.say("{}");
                        return !viewer.isOpen() && !plain.isOpen();
                    });
            viewer.awaitClose(4429);
            plain.awaitClose(4429);
            assertThat(errors(viewer)).contains("DEMASIADOS_MENSAJES", "MENSAJE_INVALIDO");
        }
    }

    @Test
    void theplanillaHasAnEtagThatAnyNodeUnderstands() {
        assertThat(node.get(planilla, Map.of()).body())
                .isEqualTo("{\"vendedor_id\":\"" + vendedor
                        + "\",\"epoca\":null,\"seq\":0,\"atraso_s\":null,\"checks\":[]}");
        send(1, "A");
        awaitPlanilla(planilla, 1);
        Answer answer = node.get(planilla, Map.of());
        String etag = answer.headers().get("etag").get(0);
        assertThat(etag).isEqualTo("\"" + EPOCA + ":1:" + hoy + "\"");
        assertThat(answer.body())
                .startsWith("{\"vendedor_id\":\"" + vendedor + "\",\"epoca\":\"" + EPOCA
                        + "\",\"seq\":1,\"atraso_s\":null,\"checks\":[{");
        assertThat(node.get(planilla, Map.of("If-None-Match", etag)).status()).isEqualTo(304);
        assertThat(node.get(planilla, Map.of("If-None-Match", "W/" + etag)).status())
                .isEqualTo(304);
        assertThat(node.get(planilla, Map.of("If-None-Match", "\"" + EPOCA + ":0:" + hoy + "\""))
                        .status())
                .isEqualTo(200);
        assertThat(node.get(planilla, Map.of("If-None-Match", "\"" + EPOCA + ":7:" + hoy + "\""))
                        .status())
                .isEqualTo(200);
        assertThat(node.get(planilla, Map.of("If-None-Match", "\"ayer\"")).status())
                .isEqualTo(400);
        assertThat(node.get(planilla + "?fecha=" + hoy, Map.of())
                        .headers()
                        .get("etag")
                        .get(0))
                .isEqualTo("\"" + EPOCA + ":1\"");
    }

    @Test
    void anEventStreamHasItsPositionInEveryBlockAndResumes() throws Exception {
        send(1, "A");
        send(2, "B");
        awaitHead(2);
        try (Sse all = new Sse("");
                Sse resumed = new Sse(EPOCA + ":1")) {
            all.await("id: " + EPOCA + ":2");
            resumed.await("id: " + EPOCA + ":2");
            send(3, "A");
            all.await("id: " + EPOCA + ":3");
            sender.send(check(vendedor, EPOCA, 4, hoy.minusDays(1), "A"));
            all.await("id: " + EPOCA + ":4");
            assertThat(all.ids()).containsExactly(1L, 2L, 2L, 3L, 4L);
            resumed.await("id: " + EPOCA + ":4");
            assertThat(resumed.ids()).containsExactly(2L, 2L, 3L, 4L);
            all.await(": latido");

            sender.send(epoca(vendedor, LATER, 1));
            await().until(() -> all.ended && resumed.ended);
        }
        assertThat(node.get("/sse/cargue/" + vendedor + "/", Map.of("Last-Event-ID", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anEventStreamThatIsNotReadDelaysNoOtherAndIsCut() throws Exception {
        String padding = "Ñ".repeat(250);
        try (PushNode strict = new PushNode(
                                broker.address(), "cargue.push.stall-timeout=3s", "cargue.push.close-timeout=1s")
                        .awaitReady();
                Socket stalled = new Socket()) {
            stalled.setReceiveBufferSize(4096);
            stalled.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), strict.port()));
            stalled.getOutputStream()
                    .write(("GET /sse/cargue/" + vendedor + "/ HTTP/1.1\r\nHost: " + strict.address()
                                    + "\r\nAuthorization: Bearer " + Fichas.ADMIN + "\r\n\r\n")
                            .getBytes(US_ASCII));
            await().until(() -> strict.openViewers() == 1);
            try (TestViewer quick = TestViewer.open(strict, path)) {
                for (long seq = 1; seq <= 20_000; seq++) {
                    send(seq, "P" + seq % 36 + padding);
                }
                quick.awaitSeq(20_000);
                await().atMost(Duration.ofSeconds(30)).until(() -> strict.openViewers() == 1);
                assertThat(quick.isOpen()).isTrue();
            }
        }
    }

    @Test
    void anEventStreamWhoseClientIsGoneIsForgotten() throws Exception {
        send(1, "A");
        awaitHead(1);
        // Those of other tests may still be going.
        await().atMost(Duration.ofSeconds(20)).until(() -> node.openViewers() == 0);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            client.getOutputStream()
                    .write(("GET /sse/cargue/" + vendedor + "/ HTTP/1.1\r\nHost: " + node.address()
                                    + "\r\nAuthorization: Bearer " + Fichas.ADMIN + "\r\n\r\n")
                            .getBytes(US_ASCII));
            await().until(() -> node.openViewers() == 1);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> node.openViewers() == 0);
    }

    @Test
    void pagesOfAForeignOriginReadNothing() {
        assertThat(node.get(planilla, Map.of("Origin", "http://evil.example")).status())
                .isEqualTo(403);
        Answer own = node.get(planilla, Map.of("Origin", "http://" + node.address()));
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.headers().get("access-control-allow-origin")).containsExactly("http://" + node.address());
    }

    /** A client of the event stream. */
    private final class Sse implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread thread;
        private volatile boolean ended;

        Sse(String lastEventId) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://" + node.address() + "/sse/cargue/" + vendedor))
                    .header("Authorization", "Bearer " + Fichas.ADMIN);
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(response.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/event-stream");
            thread = new Thread(() -> {
                response.body().forEach(lines::add);
                ended = true;
            });
            thread.setDaemon(true);
            thread.start();
        }

        void await(String line) {
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> lines.contains(line));
        }

        List<Long> ids() {
            return lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .map(line -> Long.parseLong(line.substring(line.lastIndexOf(':') + 1)))
                    .toList();
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    private static String older() {
        return "0198c0dd-0000-7000-8000-000000000001";
    }

    private static List<String> errors(TestViewer viewer) {
        return viewer.messages().stream()
                .filter(message -> message.get("type").stringValue().equals("error"))
                .map(message -> message.get("codigo").stringValue())
                .toList();
    }

    /** Each message but latidos in short: its type, its position, the seq of each row. */
    static List<String> kinds(TestViewer viewer) {
        return viewer.messages().stream().map(V1StreamTests::kind).toList();
    }

    private static String kind(JsonNode message) {
        StringBuilder kind = new StringBuilder(message.get("type").stringValue());
        if (message.has("modo")) {
            kind.append(' ').append(message.get("modo").stringValue());
        }
        if (message.has("seq")) {
            kind.append(' ').append(message.get("seq").longValue());
        }
        if (message.has("de")) {
            kind.append(' ')
                    .append(message.get("de").longValue())
                    .append('-')
                    .append(message.get("a").longValue());
        }
        message.path("checks")
                .forEach(row -> kind.append(' ').append(row.get("seq").longValue()));
        return kind.toString();
    }

    private void send(long seq, String producto) {
        sender.send(check(vendedor, EPOCA, seq, hoy, producto));
    }

    private void awaitHead(long seq) {
        awaitPlanilla(planilla, seq);
    }

    private static void awaitPlanilla(String address, long seq) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> node.get(address, Map.of()).body().contains("\"seq\":" + seq + ",\"atraso_s\""));
    }
}
