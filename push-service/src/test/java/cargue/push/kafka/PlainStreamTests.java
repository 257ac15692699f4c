package cargue.push.kafka;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.LATER;
import static cargue.push.Eventos.check;
import static cargue.push.Eventos.epoca;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.push.kafka.PushNode.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The plain stream from a real Kafka to real WebSockets; each test has a vendedor of its own. */
class PlainStreamTests {

    private final LocalDate hoy = LocalDate.now(PushNode.ZONA);
    private static final int ROWS = 36;
    private static final AtomicInteger VENDEDORES = new AtomicInteger();

    @TempDir
    static Path dir;

    private static TestBroker broker;
    private static TestBroker.Sender sender;
    private static PushNode node;

    private final String vendedor = "V" + VENDEDORES.incrementAndGet();
    private final String path = "/ws/cargue/" + vendedor + "/";

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(dir).start();
        broker.createTopic();
        sender = broker.sender();
        // Only viewers that do not read fall behind such a ring: the others get each change by itself.
        node = new PushNode(broker.address(), "cargue.push.ring=4096").awaitReady();
    }

    @AfterAll
    static void stop() {
        node.close();
        sender.close();
        broker.close();
    }

    @Test
    void aLateViewerGetsTheRowsInAscendingSeqAndThenTheChanges() {
        send(1, "A");
        send(2, "B");
        send(3, "A");
        awaitHead(3);
        try (TestViewer viewer = TestViewer.open(node, path)) {
            viewer.awaitMessages(2);
            send(4, "B");
            viewer.awaitSeq(4);

            assertThat(viewer.seqs()).containsExactly(2L, 3L, 4L);
            assertThat(viewer.messages()).extracting(PlainStreamTests::isReplay).containsExactly(true, true, false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void takesTheAddressWithAndWithoutTheTrailingSlash(String slash) {
        send(1, "A");
        awaitHead(1);
        try (TestViewer viewer = TestViewer.open(node, "/ws/cargue/" + vendedor + slash)) {
            assertThat(viewer.awaitSeq(1).seqs()).containsExactly(1L);
        }
    }

    @Test
    void viewersThatJoinWhileWritesGoOnMissNothingAndSeeNothingTwice() throws InterruptedException {
        int changes = 3000;
        Thread writer = new Thread(() -> LongStream.rangeClosed(1, changes).forEach(seq -> {
            send(seq, "P" + seq % ROWS);
            if (seq % 10 == 0) {
                sender.flush(); // some at a time, as commits come
            }
        }));
        writer.start();
        List<TestViewer> viewers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            viewers.add(TestViewer.open(node, path));
        }
        writer.join();
        for (TestViewer viewer : viewers) {
            viewer.awaitSeq(changes);
            assertThat(viewer.shows()).hasSize(ROWS);
            assertThat(viewer.shows().values()).allMatch(seq -> seq > changes - ROWS);
            assertContiguousAfterReplay(viewer);
            viewer.close();
        }
    }

    private static void assertContiguousAfterReplay(TestViewer viewer) {
        List<JsonNode> messages = viewer.messages();
        long head = 0;
        for (JsonNode message : messages) {
            long seq = message.get("seq").asLong();
            if (isReplay(message)) {
                assertThat(seq).isGreaterThan(head);
            } else {
                assertThat(seq).isEqualTo(head + 1);
            }
            head = seq;
        }
    }

    @Test
    void aViewerThatDoesNotReadDelaysNoOtherAndConverges() {
        long changes = 20_000;
        String padding = "Ñ".repeat(250);
        try (TestViewer slow = TestViewer.stalled(node, path);
                TestViewer quick = TestViewer.open(node, path)) {
            for (long seq = 1; seq <= changes; seq++) {
                send(seq, "P" + seq % ROWS + padding);
            }
            quick.awaitSeq(changes);
            assertThat(slow.texts()).isEmpty();

            slow.wake();
            slow.awaitSeq(changes);
            assertThat(slow.seqs()).isSorted().hasSizeLessThan((int) changes);
            assertThat(slow.shows()).isEqualTo(quick.shows());
        }
    }

    @Test
    void aViewerThatTakesNothingForTheSetTimeIsCut() {
        String padding = "Ñ".repeat(250);
        try (PushNode strict = new PushNode(
                                broker.address(), "cargue.push.stall-timeout=3s", "cargue.push.close-timeout=1s")
                        .awaitReady();
                TestViewer slow = TestViewer.stalled(strict, path);
                TestViewer quick = TestViewer.open(strict, path)) {
            for (long seq = 1; seq <= 20_000; seq++) {
                send(seq, "P" + seq % ROWS + padding);
            }
            quick.awaitSeq(20_000);
            await().atMost(Duration.ofSeconds(30)).until(() -> strict.openViewers() == 1);

            assertThat(slow.texts()).isEmpty();
            assertThat(quick.isOpen()).isTrue();
            assertThat(strict.count("cargue.push.viewers.closed", "code", "1013"))
                    .isEqualTo(1);
        }
    }

    @Test
    void withFechaAndDiaOnlyThatSheetIsShown() {
        LocalDate yesterday = hoy.minusDays(1);
        sender.send(check(vendedor, EPOCA, 1, yesterday, "A")).send(check(vendedor, EPOCA, 2, hoy, "A"));
        awaitHead(2);
        try (TestViewer viewer = TestViewer.open(node, path + "?fecha=" + yesterday + "T05:00:00Z&dia=lunes");
                TestViewer other = TestViewer.open(node, path + "?fecha=" + yesterday + "&dia=MARTES");
                TestViewer plain = TestViewer.open(node, path)) {
            viewer.awaitSeq(1);
            plain.awaitSeq(2);
            sender.send(check(vendedor, EPOCA, 3, hoy.plusDays(1), "A"))
                    .send(check(vendedor, EPOCA, 4, yesterday, "A"))
                    .send(check(vendedor, EPOCA, 5, hoy, "A"));
            plain.awaitSeq(5);
            viewer.awaitSeq(4);

            assertThat(viewer.seqs()).containsExactly(1L, 4L);
            assertThat(other.seqs()).isEmpty();
            assertThat(plain.seqs()).containsExactly(2L, 3L, 5L);
        }
    }

    @Test
    void aResumeGetsOnlyWhatChangedSince() {
        send(1, "A");
        send(2, "B");
        awaitHead(2);
        try (TestViewer viewer = TestViewer.open(node, path + "?desde=" + EPOCA + ":1")) {
            assertThat(viewer.awaitSeq(2).seqs()).containsExactly(2L);
        }
    }

    @Test
    void aNewEpocaClosesThePlainStreamAndReplacesTheRows() {
        send(1, "A");
        send(2, "B");
        awaitHead(2);
        try (TestViewer viewer = TestViewer.open(node, path).awaitMessages(2)) {
            sender.send(epoca(vendedor, LATER, 2)).flush();
            sender.send(check(vendedor, LATER, 2, hoy, "B"));
            viewer.awaitClose(1012);
        }
        try (TestViewer again = TestViewer.open(node, path)) {
            again.awaitMessages(1);
            assertThat(again.shows()).containsExactly(Map.entry("B", 2L));
        }
    }

    @Test
    void aPoisonRecordIsSkipped() {
        send(1, "A");
        sender.send(vendedor, "{\"schema\":1".getBytes(UTF_8));
        send(2, "B");

        awaitHead(2);
        assertThat(node.isReady()).isTrue();
    }

    @Test
    void aHoleIsReportedAndItsViewersComeBackToTheRows() {
        send(1, "A");
        awaitHead(1);
        try (TestViewer viewer = TestViewer.open(node, path).awaitMessages(1)) {
            send(5, "B");
            viewer.awaitClose(1012);
        }
        try (TestViewer again = TestViewer.open(node, path)) {
            assertThat(again.awaitSeq(5).seqs()).containsExactly(1L, 5L);
        }
    }

    @Test
    void anotherNodeStartedLaterShowsTheSame() {
        for (long seq = 1; seq <= 500; seq++) {
            send(seq, "P" + seq % ROWS);
        }
        awaitHead(500);
        try (PushNode second = new PushNode(broker.address()).awaitReady();
                TestViewer here = TestViewer.open(node, path).awaitMessages(ROWS);
                TestViewer there = TestViewer.open(second, path).awaitMessages(ROWS)) {
            assertThat(there.texts()).isEqualTo(here.texts());
        }
    }

    @Test
    void aStoppingNodeSendsItsViewersAway() {
        PushNode leaving = new PushNode(broker.address()).awaitReady();
        try (TestViewer viewer = TestViewer.open(leaving, path)) {
            // It is told of only when it is registered, which is after its handshake.
            send(1, "A");
            viewer.awaitSeq(1);
            leaving.close();
            viewer.awaitClose(1012);
        }
    }

    @Test
    void selectsItsOwnSubprotocolAndNoOther() {
        try (TestViewer v0 = TestViewer.open(node, path, "cargue.v2", "cargue.v0")) {
            assertThat(v0.socket().getSubprotocol()).isEqualTo("cargue.v0");
        }
    }

    @Test
    void aMessageOverTheLimitClosesWith4413() {
        try (TestViewer viewer = TestViewer.open(node, path)) {
            viewer.socket().sendText("x".repeat(64 * 1024), true).join();
            viewer.socket().sendText("y".repeat(64 * 1024 + 1), true).join();
            viewer.awaitClose(4413);
        }
    }

    @Test
    void aPeerThatAnswersNoPingIsClosedAndOneThatAnswersStays() throws Exception {
        try (PushNode strict = new PushNode(
                                broker.address(), "cargue.push.ping-interval=1s", "cargue.push.dead-peer-timeout=5s")
                        .awaitReady();
                TestViewer answering = TestViewer.open(strict, path);
                RawPeer silent = RawPeer.open(strict.port(), path)) {
            assertThat(silent.readCloseCode()).isEqualTo(4408);
            assertThat(answering.isOpen()).isTrue();
        }
    }

    @Test
    void aFullNodeRefusesOneMore() {
        try (PushNode small = new PushNode(broker.address(), "cargue.push.max-viewers=1").awaitReady();
                TestViewer only = TestViewer.open(small, path)) {
            await().until(() -> small.openViewers() == 1);
            assertThat(only.isOpen()).isTrue();
            assertUnavailable(small.get(path, Map.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ws/cargue/ID-1/,CAMPO_INVALIDO,vendedor_id",
        "/ws/cargue/ID1/?fecha=2026-13-01,CAMPO_INVALIDO,fecha",
        "/ws/cargue/ID1?dia=LUNEZ,CAMPO_INVALIDO,dia",
        "/ws/cargue/ID1/?desde=57,POSICION_INVALIDA,",
        "/ws/cargue/ID1/?fecha=2020-01-01,FECHA_FUERA_DE_RANGO,",
    })
    void refusesAtTheHandshakeWhatIsNotOfTheForm(String address, String error, String campo) {
        Answer answer = node.get(address, Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"" + error + "\",");
        assertThat(answer.body().contains("\"campo\":\"" + campo + "\"")).isEqualTo(campo != null);
    }

    @Test
    void refusesAForeignPageAndTakesItsOwnAndTheListed() {
        try (PushNode listing = new PushNode(
                        broker.address(), "cargue.seguridad.origenes=http://crm.example,http://otro.example:8081")
                .awaitReady()) {
            assertThat(RawPeer.status(listing.port(), path, "http://evil.example"))
                    .isEqualTo(403);
            assertThat(RawPeer.status(listing.port(), path, "http://crm.example:8081"))
                    .isEqualTo(403);
            assertThat(RawPeer.status(listing.port(), path, "http://otro.example:8081"))
                    .isEqualTo(101);
            assertThat(RawPeer.status(listing.port(), path, "http://" + listing.address()))
                    .isEqualTo(101);
        }
    }

    static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().get("retry-after")).containsExactly("1");
        assertThat(answer.body()).startsWith("{\"error\":\"NO_DISPONIBLE\",");
    }

    private void send(long seq, String producto) {
        sender.send(check(vendedor, EPOCA, seq, hoy, producto));
    }

    private void awaitHead(long seq) {
        try (TestViewer viewer = TestViewer.open(node, path)) {
            viewer.awaitSeq(seq);
        }
    }

    private static boolean isReplay(JsonNode message) {
        return message.has("replay");
    }
}
