package cargue.push.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Rol;
import cargue.push.Fichas;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a token's end, and a new one, do to a connection that is open. */
class SesionTests {

    private static final String ONE = "/ws/cargue/ID1/";
    private static final String MANY = "/ws/cargue/";
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    static Path dir;

    private static TestBroker broker;
    private static PushNode node;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(dir).start();
        broker.createTopic();
        node = new PushNode(broker.address(), "cargue.push.latido=2s").awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
        broker.close();
    }

    /** Each kind of WebSocket. */
    record Kind(String path, List<String> subprotocols) {

        TestViewer open(String token) {
            return TestViewer.openWith(token, node, path, subprotocols.toArray(String[]::new));
        }

        boolean renews() {
            return !subprotocols.isEmpty();
        }
    }

    static List<Kind> kinds() {
        String hoy = LocalDate.now(PushNode.ZONA).toString();
        return List.of(
                new Kind(ONE, List.of()),
                new Kind(ONE, List.of("cargue.v1")),
                new Kind(MANY, List.of("cargue.v1")),
                new Kind("/ws/repeticion/ID1/?velocidad=1&fecha=" + hoy, List.of("cargue.v1")));
    }

    static List<Kind> renewable() {
        return kinds().stream().filter(Kind::renews).toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void endsWithItsToken(Kind kind) {
        Instant before = Instant.now();
        try (TestViewer viewer = kind.open(Fichas.of("ID1", Rol.VENDEDOR, SHORT))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> !viewer.isOpen());
            viewer.awaitClose(4401);
            // A token's exp is in whole seconds.
            assertThat(Duration.between(before, Instant.now())).isGreaterThan(SHORT.minusSeconds(1));
        }
        assertThat(node.get("/api/planilla/ID1/", Map.of("Authorization", "Bearer x"))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("renewable")
    void livesOnWhenItIsRenewed(Kind kind) {
        try (TestViewer viewer = kind.open(Fichas.of("ID1", Rol.VENDEDOR, SHORT))) {
            Instant opened = Instant.now();
            viewer.say(auth(Fichas.of("ID1", Rol.VENDEDOR, LONG)));
            await().pollDelay(SHORT.plusSeconds(2))
                    .until(() -> Duration.between(opened, Instant.now()).compareTo(SHORT.plusSeconds(1)) > 0);
            assertThat(viewer.isOpen()).isTrue();
            assertThat(viewer.texts()).noneMatch(text -> text.contains("NO_PERMITIDO"));
        }
    }

    @ParameterizedTest
    @MethodSource("renewable")
    void isNotRenewedByAnotherUserNorByNoToken(Kind kind) {
        try (TestViewer viewer = kind.open(Fichas.of("ID1", Rol.VENDEDOR, SHORT))) {
            viewer.say(auth(Fichas.of("DESP1", Rol.DESPACHADOR, LONG)));
            await().until(() -> refusals(viewer) == 1);
            viewer.say(auth("eyJhbGciOiJub25lIn0.e30."));
            await().until(() -> refusals(viewer) == 2);
            viewer.awaitClose(4401);
        }
    }

    @ParameterizedTest
    @MethodSource("renewable")
    void endsWhenTheNewTokenAllowsLess(Kind kind) {
        try (TestViewer viewer = kind.open(Fichas.of("X1", Rol.DESPACHADOR, LONG))) {
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"ID1\"}");
            await().until(() -> !viewer.texts().isEmpty() || kind.path().contains("repeticion"));
            viewer.say(auth(Fichas.of("X1", Rol.VENDEDOR, LONG)));
            viewer.awaitClose(4403);
        }
    }

    @Test
    void aSubscriptionToAnothersSheetsIsRefusedAndTheConnectionStays() {
        try (TestViewer viewer = TestViewer.openWith(Fichas.of("ID1", Rol.VENDEDOR, LONG), node, MANY, "cargue.v1")) {
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"ID2\"}");
            await().until(() -> refusals(viewer) == 1);
            viewer.say("{\"type\":\"subscribe\",\"vendedor_id\":\"ID1\"}");
            await().until(() -> viewer.texts().stream().anyMatch(text -> text.contains("\"hello\"")));
            assertThat(viewer.isOpen()).isTrue();
        }
    }

    @Test
    void anEventStreamEndsWithItsToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + node.address() + "/sse/cargue/ID1/"))
                .header("Authorization", "Bearer " + Fichas.of("ID1", Rol.VENDEDOR, SHORT))
                .timeout(Duration.ofSeconds(20))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private static String auth(String token) {
        return "{\"type\":\"auth\",\"token\":\"" + token + "\"}";
    }

    private static long refusals(TestViewer viewer) {
        return viewer.texts().stream()
                .filter(text -> text.contains("\"NO_PERMITIDO\""))
                .count();
    }
}
