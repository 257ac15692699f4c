package cargue.push.kafka;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka or its topic is missing, comes, goes, comes back, is another. */
class KafkaAbsenceTests {

    private final LocalDate hoy = LocalDate.now(PushNode.ZONA);
    private static final String PATH = "/ws/cargue/ID1/";

    @TempDir
    Path dir;

    private TestBroker broker;

    @BeforeEach
    void prepare() {
        broker = new TestBroker(dir);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void isReadyOnlyWhenAllThatKafkaHeldIsRead() throws Exception {
        try (PushNode node = node()) {
            assertNotReady(node);
            broker.start();
            assertNotReady(node);
        }
        broker.createTopic();
        // 36 rows many times over: a node that is ready too early shows some of them older than the last.
        send(1, 36 * 500);
        try (PushNode node = node().awaitReady();
                TestViewer viewer = TestViewer.open(node, PATH).awaitMessages(36)) {
            assertThat(viewer.seqs().get(35)).isEqualTo(36 * 500);
            assertThat(viewer.seqs()).allMatch(seq -> seq > 36 * 499);
        }
    }

    @Test
    void keepsItsViewersWhileKafkaIsAwayAndGoesOnAfter() throws Exception {
        broker.start().createTopic();
        send(1, 1);
        try (PushNode node = node().awaitReady();
                TestViewer viewer = TestViewer.open(node, PATH).awaitSeq(1)) {
            broker.stop();
            try (TestViewer meanwhile = TestViewer.open(node, PATH)) {
                assertThat(meanwhile.awaitSeq(1).seqs()).containsExactly(1L);
            }
            broker.start();
            send(2, 3);

            assertThat(viewer.awaitSeq(3).seqs()).containsExactly(1L, 2L, 3L);
            assertThat(node.isReady()).isTrue();
        }
    }

    @Test
    void aPositionThatCannotBeJudgedWhileKafkaIsAwayIsToBeAskedAgain() throws Exception {
        broker.start().createTopic();
        send(1, 1);
        try (PushNode node = new PushNode(broker.address(), "cargue.push.position-wait=1s").awaitReady()) {
            broker.stop();
            String above = EPOCA + ":9";
            PlainStreamTests.assertUnavailable(
                    node.get("/api/planilla/ID1/", Map.of("If-None-Match", "\"" + above + "\"")));
            PlainStreamTests.assertUnavailable(node.get("/sse/cargue/ID1/", Map.of("Last-Event-ID", above)));
            try (TestViewer viewer = TestViewer.open(node, PATH + "?desde=" + above, "cargue.v1")) {
                viewer.awaitClose(1013);
                assertThat(viewer.texts())
                        .singleElement()
                        .asString()
                        .startsWith("{\"type\":\"adios\",\"motivo\":\"sobrecarga\",");
            }
        }
    }

    @Test
    void readsATopicThatWasMadeAnewFromItsStart() throws Exception {
        broker.start().createTopic();
        send(1, 9);
        try (PushNode node = node().awaitReady();
                TestViewer viewer = TestViewer.open(node, PATH).awaitSeq(9)) {
            broker.deleteTopic();
            viewer.awaitClose(1012);
            await().atMost(Duration.ofSeconds(30)).until(() -> !node.isReady());
            assertThat(node.isAlive()).isTrue();

            broker.createTopic();
            send(1, 2);
            node.awaitReady();
            try (TestViewer again = TestViewer.open(node, PATH)) {
                assertThat(again.awaitSeq(2).seqs()).containsExactly(1L, 2L);
            }
        }
    }

    @Test
    void isNeverReadyOnATopicWithAnotherNumberOfPartitions() throws Exception {
        broker.start().createTopic(3);
        try (PushNode node = node()) {
            assertNotReady(node);
            broker.deleteTopic();
            broker.createTopic();
            node.awaitReady();
        }
    }

    private PushNode node() {
        return new PushNode(broker.address(), "cargue.push.topic-check-interval=200ms", "cargue.push.kafka-timeout=2s");
    }

    private static void assertNotReady(PushNode node) {
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(30)).until(() -> !node.isReady());
        assertThat(node.isAlive()).isTrue();
        PlainStreamTests.assertUnavailable(node.get(PATH, Map.of()));
    }

    private void send(long from, long to) {
        try (TestBroker.Sender sender = broker.sender()) {
            for (long seq = from; seq <= to; seq++) {
                sender.send(check("ID1", EPOCA, seq, hoy, "P" + seq % 36));
            }
        }
    }
}
