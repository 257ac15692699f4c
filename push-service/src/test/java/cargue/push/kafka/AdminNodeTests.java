package cargue.push.kafka;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Rol;
import cargue.local.process.Ports;
import cargue.push.Fichas;
import cargue.push.kafka.PushNode.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a node shows of itself, on a real Kafka; each test has a vendedor of its own. */
class AdminNodeTests {

    private static final AtomicInteger VENDEDORES = new AtomicInteger();
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path dir;

    private static TestBroker broker;
    private static TestBroker.Sender sender;
    private static PushNode node;

    private final LocalDate hoy = LocalDate.now(PushNode.ZONA);
    private final String vendedor = "A" + VENDEDORES.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(dir).start();
        broker.createTopic();
        sender = broker.sender();
        node = new PushNode(broker.address(), "cargue.push.nodo=patio").awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
        sender.close();
        broker.close();
    }

    private void send(long seq, LocalDate fecha, String producto) {
        sender.send(check(vendedor, EPOCA, seq, fecha, producto));
    }

    private void awaitHead(long seq) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get(node, "/api/admin/vendedor/" + vendedor + "/")
                                .get("seq")
                                .asLong()
                        == seq);
    }

    private static JsonNode get(PushNode from, String path) {
        Answer answer = from.get(path, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private JsonNode viewers() {
        return get(node, "/api/admin/viewers/?vendedor_id=" + vendedor);
    }

    private static JsonNode named(JsonNode nodo, String vendedorId) {
        return StreamSupport.stream(nodo.get("vendedores").spliterator(), false)
                .filter(one -> one.get("vendedor_id").stringValue().equals(vendedorId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNodeTellsHowFarItIs() {
        send(1, hoy, "A");
        send(2, hoy.plusDays(1), "A");
        send(3, hoy, "A");
        send(4, hoy.minusDays(8), "A");
        awaitHead(4);
        try (TestViewer viewer = TestViewer.open(node, "/ws/cargue/" + vendedor + "/")) {
            viewer.awaitMessages(1);
            JsonNode nodo = get(node, "/api/admin/nodo/");

            assertThat(nodo.propertyNames())
                    .containsExactly(
                            "nodo", "fase", "detalle", "desde", "viewers", "atraso_s", "particiones", "vendedores");
            assertThat(nodo.get("nodo").stringValue()).isEqualTo("patio");
            assertThat(nodo.get("fase").stringValue()).isEqualTo("LIVE");
            assertThat(nodo.get("viewers").intValue()).isPositive();
            assertThat(Instant.parse(nodo.get("desde").stringValue()))
                    .isBetween(Instant.now().minusSeconds(600), Instant.now());
            assertThat(named(nodo, vendedor).toString())
                    .isEqualTo("{\"vendedor_id\":\"" + vendedor + "\",\"epoca\":\"" + EPOCA
                            + "\",\"seq\":4,\"filas\":2,\"viewers\":1}");
            List<String> ids = StreamSupport.stream(nodo.get("vendedores").spliterator(), false)
                    .map(one -> one.get("vendedor_id").stringValue())
                    .toList();
            assertThat(ids).isSorted();
        }
        await().until(() -> get(node, "/api/admin/nodo").get("particiones").size() == 12);
        for (JsonNode partition : get(node, "/api/admin/nodo").get("particiones")) {
            assertThat(partition.get("atraso").asLong())
                    .isEqualTo(Math.max(
                            0,
                            partition.get("fin").asLong()
                                    - partition.get("leido").asLong()));
        }
    }

    @Test
    void aNodeThatServesNobodySaysWhereItStands() {
        try (PushNode alone = new PushNode("127.0.0.1:" + Ports.free(), "cargue.push.kafka-timeout=1s")) {
            await().until(() ->
                    get(alone, "/api/admin/nodo/").get("fase").stringValue().equals("WAITING_FOR_KAFKA"));
            JsonNode nodo = get(alone, "/api/admin/nodo/");

            assertThat(nodo.get("detalle").stringValue()).contains("is not reachable");
            assertThat(nodo.get("vendedores").isEmpty()).isTrue();
            assertThat(alone.get("/api/admin/viewers/", Map.of()).status()).isEqualTo(503);
            assertThat(alone.get("/api/admin/vendedor/ID1/", Map.of()).status()).isEqualTo(503);
        }
    }

    @Test
    void aViewerIsShownWithWhatItFollowsAndHowFarItIs() {
        send(1, hoy, "A");
        send(2, hoy, "B");
        awaitHead(2);
        String token = Fichas.of("luz", Rol.DESPACHADOR, Duration.ofHours(1));
        try (TestViewer plain = TestViewer.open(node, "/ws/cargue/" + vendedor + "/");
                TestViewer many = TestViewer.openWith(token, node, "/ws/cargue/", "cargue.v1")) {
            plain.awaitMessages(2);
            many.say("{\"type\":\"subscribe\",\"vendedor_id\":\"" + vendedor + "\"}");
            for (int i = 0; i < 24; i++) {
                many.say("{\"type\":\"subscribe\",\"vendedor_id\":\"" + vendedor + "_" + i + "\"}");
            }
            many.awaitMessages(50);
            await().until(() -> viewers().size() == 2);
            JsonNode shown = viewers();

            assertThat(shown.get(0).get("formato").stringValue()).isEqualTo("plain");
            assertThat(shown.get(0).get("posicion").stringValue()).isEqualTo(EPOCA + ":2");
            JsonNode second = shown.get(1);
            assertThat(second.propertyNames())
                    .containsExactly(
                            "id",
                            "sub",
                            "rol",
                            "direccion",
                            "formato",
                            "desde",
                            "vendedores",
                            "vendedores_total",
                            "pendiente_bytes",
                            "posicion");
            assertThat(second.get("sub").stringValue()).isEqualTo("luz");
            assertThat(second.get("rol").stringValue()).isEqualTo("despachador");
            assertThat(second.get("direccion").stringValue()).isEqualTo("127.0.0.1");
            assertThat(second.get("formato").stringValue()).isEqualTo("v1_many");
            assertThat(second.get("vendedores").size()).isEqualTo(20);
            assertThat(second.get("vendedores").get(0).stringValue()).isEqualTo(vendedor);
            assertThat(second.get("vendedores_total").intValue()).isEqualTo(25);
            assertThat(second.get("posicion").stringValue()).isEqualTo(EPOCA + ":2");
            assertThat(get(node, "/api/admin/viewers/").size()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void exactlyTheViewerThatIsNamedIsSentAwayAndMayComeBackAtOnce() {
        send(1, hoy, "A");
        awaitHead(1);
        String path = "/ws/cargue/" + vendedor + "/";
        try (TestViewer stays = TestViewer.open(node, path, "cargue.v1").awaitMessages(2);
                TestViewer goes = TestViewer.open(node, path, "cargue.v1").awaitMessages(2)) {
            await().until(() -> viewers().size() == 2);
            String id = viewers().get(1).get("id").stringValue();

            assertThat(node.delete("/api/admin/viewers/" + id + "/")).isEqualTo(204);
            goes.awaitClose(1012);
            assertThat(goes.said().get(2))
                    .isEqualTo("{\"type\":\"adios\",\"motivo\":\"reinicio\",\"reconectar_en_ms\":0}");
            assertThat(node.delete("/api/admin/viewers/" + id + "/")).isEqualTo(404);
            assertThat(node.delete("/api/admin/viewers/" + id)).isEqualTo(404);
            assertThat(node.delete("/api/admin/viewers/nadie/")).isEqualTo(404);
            try (TestViewer again = TestViewer.open(node, path, "cargue.v1")) {
                again.awaitMessages(2);
                send(2, hoy, "A");
                again.awaitMessages(3);
                stays.awaitMessages(3);
                assertThat(stays.isOpen()).isTrue();
            }
        }
    }

    @Test
    void aVendedorsRowsAreToldOnceTheNodeHasReachedAPosition() {
        send(1, hoy, "A");
        send(2, hoy.minusDays(7), "B");
        send(3, hoy.minusDays(8), "C");
        JsonNode state = get(node, "/api/admin/vendedor/" + vendedor + "/?hasta=" + EPOCA + ":3");

        assertThat(state.propertyNames()).containsExactly("vendedor_id", "epoca", "seq", "filas");
        assertThat(state.get("seq").asLong()).isEqualTo(3);
        assertThat(state.get("filas").toString())
                .isEqualTo("[" + fila(1, hoy, "A", false) + "," + fila(2, hoy.minusDays(7), "B", true) + "]");
        JsonNode unknown = get(node, "/api/admin/vendedor/NADIE/");
        assertThat(unknown.toString()).isEqualTo("{\"vendedor_id\":\"NADIE\",\"epoca\":null,\"seq\":0,\"filas\":[]}");
    }

    private static String fila(long seq, LocalDate fecha, String producto, boolean v) {
        return "{\"dia\":\"LUNES\",\"fecha\":\"" + fecha + "\",\"producto\":\"" + producto + "\",\"v\":" + v
                + ",\"d\":true,\"cantidad\":100,\"adicional\":0,\"dctos\":0,\"devoluciones\":0,\"vencidas\":0,\"total\":100,"
                + "\"seq\":" + seq + ",\"epoca\":\"" + EPOCA + "\"}";
    }

    @Test
    void whatCannotBeIsNamed() {
        for (String path : List.of(
                "/api/admin/viewers/?vendedor_id=con-guion",
                "/api/admin/vendedor/con-guion/",
                "/api/admin/vendedor/ID1/?hasta=ayer",
                "/api/admin/viewers/?nodo=http://127.0.0.1:1",
                "/api/admin/vendedor/ID1/?nodo=")) {
            Answer answer = node.get(path, Map.of());
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).get("campo").stringValue())
                    .as(path)
                    .isEqualTo(path.contains("nodo=") ? "nodo" : path.contains("hasta=") ? "hasta" : "vendedor_id");
        }
    }

    @Test
    void allNodesAreAskedAtOnceAndOneThatIsAwayIsToldWithinTheBound() {
        String gone = "http://127.0.0.1:" + Ports.free();
        int port = Ports.free();
        String own = "http://127.0.0.1:" + port;
        try (PushNode listed = new PushNode(
                        broker.address(), "server.port=" + port, "cargue.push.nodos=" + own + "/," + gone)
                .awaitReady()) {
            send(1, hoy, "A");
            awaitHead(1);
            JsonNode nodos = get(listed, "/api/admin/nodos/").get("nodos");

            assertThat(nodos.size()).isEqualTo(2);
            assertThat(nodos.get(0).get("url").stringValue()).isEqualTo(own);
            assertThat(nodos.get(0).get("respuesta").get("fase").stringValue()).isEqualTo("LIVE");
            assertThat(nodos.get(1).toString())
                    .isEqualTo("{\"url\":\"" + gone + "\",\"error\":\"No se puede conectar.\"}");
            assertThat(get(listed, "/api/admin/viewers/?nodo=" + own).isArray()).isTrue();
            assertThat(get(listed, "/api/admin/vendedor/" + vendedor + "/?hasta=" + EPOCA + ":1&nodo=" + own)
                            .get("seq")
                            .asLong())
                    .isEqualTo(1);
            assertThat(listed.get("/api/admin/viewers/?nodo=" + gone, Map.of()).status())
                    .isEqualTo(503);
            try (TestViewer viewer = TestViewer.open(listed, "/ws/cargue/" + vendedor + "/", "cargue.v1")) {
                viewer.awaitMessages(2);
                String id = get(listed, "/api/admin/viewers/?nodo=" + own)
                        .get(0)
                        .get("id")
                        .stringValue();
                assertThat(listed.delete("/api/admin/viewers/" + id + "/?nodo=" + own))
                        .isEqualTo(204);
                viewer.awaitClose(1012);
                assertThat(listed.delete("/api/admin/viewers/" + id + "/?nodo=" + own))
                        .isEqualTo(404);
            }
        }
        JsonNode alone = get(node, "/api/admin/nodos/").get("nodos");
        assertThat(alone.size()).isEqualTo(1);
        assertThat(alone.get(0).get("url").isNull()).isTrue();
        assertThat(alone.get(0).get("respuesta").get("nodo").stringValue()).isEqualTo("patio");
    }

    @Test
    void onlyAnAdministratorIsToldAnything() {
        for (Rol rol : List.of(Rol.VENDEDOR, Rol.DESPACHADOR, Rol.ANALISTA)) {
            String token = Fichas.of("ana", rol, Duration.ofHours(1));
            for (String path : List.of(
                    "/api/admin/nodo/",
                    "/api/admin/nodos/",
                    "/api/admin/viewers/",
                    "/api/admin/vendedor/ana/",
                    "/api/admin/nada/")) {
                Answer answer = node.get(path, Map.of("Authorization", "Bearer " + token));
                assertThat(answer.status()).as(rol + " " + path).isEqualTo(403);
                assertThat(answer.body()).contains("\"NO_PERMITIDO\"");
            }
        }
    }
}
