package cargue.push.kafka;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.LATER;
import static cargue.push.historia.Pasado.check;
import static cargue.push.historia.Pasado.epoca;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Evento;
import cargue.push.kafka.PushNode.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Past days played over real WebSockets out of a real Kafka; each test has a vendedor of its own. */
class RepeticionesTests {

    private static final AtomicInteger VENDEDORES = new AtomicInteger();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path dir;

    private static TestBroker broker;
    private static TestBroker.Sender sender;
    private static PushNode node;

    private final LocalDate ayer = LocalDate.now(PushNode.ZONA).minusDays(1);
    private final Instant inicio = ayer.atStartOfDay(PushNode.ZONA).toInstant();
    private final Instant fin = ayer.plusDays(1).atStartOfDay(PushNode.ZONA).toInstant();
    private final String vendedor = "R" + VENDEDORES.incrementAndGet();
    private final String path = "/ws/repeticion/" + vendedor + "/?fecha=" + ayer;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(dir).start();
        broker.createTopic();
        sender = broker.sender();
        node = new PushNode(broker.address());
    }

    @AfterAll
    static void stop() {
        node.close();
        sender.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void takesTheAddressWithAndWithoutTheTrailingSlash(String slash) {
        send(happened(1, "A", inicio.minusSeconds(1)));
        try (TestViewer viewer = TestViewer.open(node, "/ws/repeticion/" + vendedor + slash + "?fecha=" + ayer)) {
            awaitLast(viewer, "snapshot 1: A1");
        }
    }

    @Test
    void playsTheDayFromItsStateAt0000ToItsEnd() {
        send(
                happened(1, "A", inicio.minusSeconds(7200)),
                happened(2, "B", inicio.minusSeconds(3600)),
                check(vendedor, EPOCA, 3, ayer.plusDays(1), "otra", inicio.minusMillis(1)),
                happened(4, "A", inicio),
                check(vendedor, EPOCA, 5, ayer.plusDays(1), "otra", inicio.plusSeconds(1)),
                happened(6, "C", fin.minusMillis(1)),
                happened(7, "D", fin));
        // A whole day takes 24 s at its fastest.
        try (TestViewer viewer = TestViewer.open(node, path + "T00:00:00&velocidad=3600")) {
            viewer.awaitClose(1000);

            assertThat(viewer.messages())
                    .extracting(RepeticionesTests::inShort)
                    .containsExactly("snapshot 3: A1,B2", "checks 3-4: A4", "checks 4-6: C6", "adios fin");
            JsonNode row = viewer.messages().get(1).get("checks").get(0);
            assertThat(row.propertyNames())
                    .containsExactly(
                            "vendedor_id",
                            "epoca",
                            "seq",
                            "dia",
                            "fecha",
                            "producto",
                            "v",
                            "d",
                            "cantidad",
                            "adicional",
                            "dctos",
                            "devoluciones",
                            "vencidas",
                            "total",
                            "causa",
                            "actor",
                            "rol",
                            "origen",
                            "ocurrido_en");
            assertThat(viewer.texts().get(3))
                    .isEqualTo("{\"type\":\"adios\",\"motivo\":\"fin\",\"reconectar_en_ms\":null}");
        }
    }

    @Test
    void obeysSeekPausePlayAndSpeed() {
        send(
                happened(1, "A", inicio.plusSeconds(3600)),
                happened(2, "B", inicio.plusSeconds(7200)),
                happened(3, "A", inicio.plusSeconds(10_800)));
        try (TestViewer viewer = TestViewer.open(node, path + "&velocidad=1", "cargue.v1")) {
            assertThat(viewer.socket().getSubprotocol()).isEqualTo("cargue.v1");
            awaitLast(viewer, "snapshot 0:");
            say(viewer, "{\"type\":\"pause\"}");
            say(viewer, "{\"type\":\"seek\",\"ocurrido_en\":\"" + inicio.plusSeconds(7200) + "\"}");
            awaitLast(viewer, "snapshot 2: A1,B2");
            say(viewer, "{\"type\":\"seek\",\"ocurrido_en\":\"" + inicio.plusSeconds(7199) + "\"}");
            awaitLast(viewer, "snapshot 1: A1");
            say(viewer, "{\"type\":\"play\"}");
            awaitLast(viewer, "checks 1-2: B2");
            say(viewer, "{\"type\":\"speed\",\"velocidad\":3600}");
            awaitLast(viewer, "checks 2-3: A3");
            say(viewer, "{\"type\":\"seek\",\"ocurrido_en\":\"2000-01-01T00:00:00Z\"}");
            // The second; it plays on, so that this may not be the last for long.
            await().atMost(LIMIT)
                    .until(() -> viewer.messages().stream()
                                    .map(RepeticionesTests::inShort)
                                    .filter("snapshot 0:"::equals)
                                    .count()
                            == 2);
            say(viewer, "{\"type\":\"seek\",\"ocurrido_en\":\"2100-01-01T00:00:00Z\"}");
            viewer.awaitClose(1000);
            assertThat(viewer.messages())
                    .extracting(RepeticionesTests::inShort)
                    .endsWith("snapshot 3: B2,A3", "adios fin");
        }
    }

    @Test
    void aPausedReplayPlaysNothing() {
        send(happened(1, "A", inicio.plusSeconds(60))); // long after the pause
        try (TestViewer viewer = TestViewer.open(node, path + "&velocidad=1")) {
            say(viewer, "{\"type\":\"pause\"}");
            awaitLast(viewer, "snapshot 0:");
            say(viewer, "{\"type\":\"speed\",\"velocidad\":3600}");
            await().during(Duration.ofSeconds(2))
                    .atMost(LIMIT)
                    .until(() -> viewer.texts().size() == 1 && viewer.isOpen());
            say(viewer, "{\"type\":\"play\"}");
            awaitLast(viewer, "checks 0-1: A1");
        }
    }

    @Test
    void repeatsEndedEpocasAndPoisonAreNotPlayed() {
        Evento first = happened(1, "A", inicio.plusSeconds(1));
        send(first, happened(2, "B", inicio.plusSeconds(2)), first, epoca(vendedor, LATER, 2, inicio.plusSeconds(3)));
        sender.send(vendedor, new byte[] {'x'});
        send(
                happened(3, "Z", inicio.plusSeconds(3)),
                check(vendedor, LATER, 2, ayer, "A", inicio.plusSeconds(4)),
                // Four seconds later, so that the others are told before it.
                check(vendedor, LATER, 3, ayer, "C", inicio.plusSeconds(14_400)));
        try (TestViewer viewer = TestViewer.open(node, path + "&velocidad=3600")) {
            awaitLast(viewer, "checks 2-3: C3");
            List<String> said =
                    viewer.messages().stream().map(RepeticionesTests::inShort).toList();
            assertThat(said).startsWith("snapshot 0:").endsWith("snapshot 2: A2", "checks 2-3: C3");
            assertThat(viewer.texts()).noneMatch(text -> text.contains("\"Z\""));
        }
    }

    @Test
    void aStateOfManyLongRowsComesInPartsOfLessThan64KiB() {
        String longName = "Ñ".repeat(240);
        for (int seq = 1; seq <= 500; seq++) {
            sender.send(happened(seq, seq + longName, inicio.minusSeconds(1000 - seq)));
        }
        sender.flush();
        try (TestViewer viewer = TestViewer.open(node, path)) {
            await().atMost(LIMIT).until(() -> {
                List<JsonNode> parts = viewer.messages();
                return !parts.isEmpty()
                        && parts.size() == parts.get(0).get("partes").asInt();
            });
            List<JsonNode> parts = viewer.messages();
            assertThat(parts).hasSizeGreaterThan(1);
            assertThat(parts.stream()
                            .mapToInt(part -> part.get("checks").size())
                            .sum())
                    .isEqualTo(500);
            assertThat(viewer.texts()).allMatch(text -> text.getBytes(UTF_8).length < 64 * 1024);
        }
    }

    @Test
    void todayIsPlayedUpToNowAndADayToComeHasOnlyItsState() {
        LocalDate hoy = LocalDate.now(PushNode.ZONA);
        Instant now = Instant.now();
        send(
                check(vendedor, EPOCA, 1, hoy.plusDays(3), "A", now.minusMillis(20)),
                check(vendedor, EPOCA, 2, hoy, "B", now.minusMillis(10)));
        try (TestViewer viewer = TestViewer.open(node, "/ws/repeticion/" + vendedor + "/?velocidad=60&fecha=" + hoy)) {
            say(viewer, "{\"type\":\"seek\",\"ocurrido_en\":\"2100-01-01T00:00:00Z\"}");
            viewer.awaitClose(1000);
            assertThat(inShort(viewer.messages().get(viewer.messages().size() - 2)))
                    .isEqualTo("snapshot 2: B2");
        }
        try (TestViewer viewer =
                TestViewer.open(node, "/ws/repeticion/" + vendedor + "/?velocidad=1&fecha=" + hoy.plusDays(3))) {
            viewer.awaitClose(1000);
            assertThat(viewer.messages())
                    .extracting(RepeticionesTests::inShort)
                    .containsExactly("snapshot 2: A1", "adios fin");
        }
    }

    @Test
    void aBadMessageIsAnsweredAndTheReplayGoesOn() {
        send(happened(1, "A", inicio.plusSeconds(60)));
        try (TestViewer viewer = TestViewer.open(node, path + "&velocidad=1")) {
            awaitLast(viewer, "snapshot 0:");
            say(viewer, "¿?");
            awaitLast(viewer, "error MENSAJE_INVALIDO");
            say(viewer, "{\"type\":\"auth\",\"token\":\"x\"}");
            viewer.awaitMessages(3);
            say(viewer, "{\"type\":\"speed\",\"velocidad\":3600}");
            awaitLast(viewer, "checks 0-1: A1");
        }
    }

    @Test
    void aMessageThatIsTooLongEndsTheReplay() {
        try (TestViewer viewer = TestViewer.open(node, path)) {
            say(viewer, "x".repeat(64 * 1024 + 1));
            viewer.awaitClose(4413);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',fecha",
        "fecha=2026-13-01,fecha",
        "fecha=AYER&velocidad=0,velocidad",
        "fecha=AYER&velocidad=3601,velocidad",
        "fecha=AYER&velocidad=1.5,velocidad",
        "fecha=AYER&velocidad=,velocidad",
        "fecha=AYER&velocidad=-1,velocidad"
    })
    void refusesAtTheHandshakeWhatIsNotOfItsForm(String query, String campo) {
        Answer answer =
                node.get("/ws/repeticion/" + vendedor + "/?" + query.replace("AYER", ayer.toString()), Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"CAMPO_INVALIDO\",\"campo\":\"" + campo + "\",\"message\":");
    }

    @Test
    void isGoneAtTheHandshakeForADayThatIsTooOld() {
        LocalDate oldest = LocalDate.now(PushNode.ZONA).minusDays(7);
        Answer answer = node.get("/ws/repeticion/" + vendedor + "/?fecha=" + oldest.minusDays(1), Map.of());
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.body()).startsWith("{\"error\":\"FUERA_DE_RETENCION\",\"message\":");
        try (TestViewer viewer = TestViewer.open(node, "/ws/repeticion/" + vendedor + "/?fecha=" + oldest)) {
            awaitLast(viewer, "snapshot 0:");
        }
    }

    @Test
    void aForeignPageIsRefused() {
        assertThat(RawPeer.status(node.port(), path, "http://malo.example")).isEqualTo(403);
        assertThat(RawPeer.status(node.port(), path, "http://127.0.0.1:" + node.port()))
                .isEqualTo(101);
    }

    @Test
    void soManyReplaysANodeAndTheNextIsRefusedUntilOneEnds() {
        try (PushNode small = new PushNode(broker.address(), "cargue.push.historia.max-replays=1")) {
            try (TestViewer viewer = TestViewer.open(small, path)) {
                awaitLast(viewer, "snapshot 0:");
                Answer answer = small.get(path, Map.of());
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.headers().get("retry-after")).containsExactly("1");
                assertThat(answer.body()).startsWith("{\"error\":\"NO_DISPONIBLE\",\"message\":");
            }
            await().atMost(LIMIT).until(() -> small.get(path, Map.of()).status() != 503);
        }
    }

    @Test
    void aDayWithMoreEventsThanMayBeHeldIsRefusedWithTheReason() {
        for (int seq = 1; seq <= 11; seq++) {
            send(happened(seq, "A", inicio.plusSeconds(seq)));
        }
        try (PushNode small = new PushNode(broker.address(), "cargue.push.historia.max-replay-events=10");
                TestViewer viewer = TestViewer.open(small, path)) {
            viewer.awaitClose(1013);
            assertThat(viewer.messages())
                    .extracting(RepeticionesTests::inShort)
                    .containsExactly("error DEMASIADOS_EVENTOS");
        }
    }

    @Test
    void oneThatIsPausedAndForgottenEnds() {
        try (PushNode impatient = new PushNode(broker.address(), "cargue.push.historia.replay-idle=500ms");
                TestViewer viewer = TestViewer.open(impatient, path)) {
            say(viewer, "{\"type\":\"pause\"}");
            viewer.awaitClose(1000);
            assertThat(viewer.messages())
                    .extracting(RepeticionesTests::inShort)
                    .containsExactly("snapshot 0:", "adios inactividad");
        }
    }

    @Test
    void aNodeThatStopsTellsItsReplays() {
        TestViewer viewer;
        try (PushNode stopping = new PushNode(broker.address())) {
            viewer = TestViewer.open(stopping, path);
            awaitLast(viewer, "snapshot 0:");
        }
        viewer.awaitClose(1012);
        assertThat(viewer.texts().get(1))
                .isEqualTo("{\"type\":\"adios\",\"motivo\":\"reinicio\",\"reconectar_en_ms\":0}");
    }

    private Evento happened(long seq, String producto, Instant en) {
        return check(vendedor, EPOCA, seq, ayer, producto, en);
    }

    private static void send(Evento... events) {
        Arrays.stream(events).forEach(sender::send);
        sender.flush();
    }

    private static void say(TestViewer viewer, String text) {
        viewer.socket().sendText(text, true).join();
    }

    private static void awaitLast(TestViewer viewer, String message) {
        await().atMost(LIMIT).until(() -> {
            List<JsonNode> messages = viewer.messages();
            return !messages.isEmpty()
                    && inShort(messages.get(messages.size() - 1)).equals(message);
        });
    }

    private static String inShort(JsonNode message) {
        String type = message.get("type").asString();
        return switch (type) {
            case "snapshot" -> type + " " + message.get("seq") + ":" + rows(message);
            case "checks" -> type + " " + message.get("de") + "-" + message.get("a") + ":" + rows(message);
            case "error" -> type + " " + message.get("codigo").asString();
            default -> type + " " + message.get("motivo").asString();
        };
    }

    private static String rows(JsonNode message) {
        String rows = "";
        for (JsonNode row : message.get("checks")) {
            rows += (rows.isEmpty() ? " " : ",") + row.get("producto").asString() + row.get("seq");
        }
        return rows;
    }
}
