package cargue.push.kafka;

import static cargue.push.historia.Pasado.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.push.kafka.PushNode.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past is asked for while Kafka or its topic is away, or goes away. */
class HistoriaAbsenceTests {

    private static final String EVENTOS = "/api/eventos/ID1/";

    private final LocalDate hoy = LocalDate.now(PushNode.ZONA);

    @TempDir
    Path dir;

    private TestBroker broker;
    private PushNode node;

    @BeforeEach
    void prepare() {
        broker = new TestBroker(dir);
        node = new PushNode(broker.address(), "cargue.push.kafka-timeout=2s");
    }

    @AfterEach
    void close() {
        node.close();
        broker.close();
    }

    @Test
    void saysSoBeforeTheFirstByteAndServesAgainWhenKafkaIsThere() throws Exception {
        assertUnavailable();
        try (TestViewer replay = TestViewer.open(node, "/ws/repeticion/ID1/?fecha=" + hoy)) {
            replay.awaitClose(1013);
            assertThat(replay.messages().get(0).get("codigo").asString()).isEqualTo("NO_DISPONIBLE");
        }
        broker.start();
        assertUnavailable(); // there is no topic
        broker.createTopic();
        awaitServed();
        broker.stop();
        assertUnavailable();
        broker.start();
        awaitServed();
    }

    @Test
    void cutsTheAnswerWhenKafkaGoesInItsMiddle() throws Exception {
        broker.start().createTopic();
        try (TestBroker.Sender sender = broker.sender()) {
            Instant start = Instant.now().minusSeconds(3600);
            for (int seq = 1; seq <= 40_000; seq++) {
                sender.send(check(seq, hoy, "P" + seq % 36, start.plusMillis(seq)));
            }
        }
        try (SlowReader reader = SlowReader.open(node, "uno", EVENTOS)) {
            assertThat(reader.status()).isEqualTo(200);
            broker.stop();
            assertThat(reader.readToTheEnd())
                    .contains("\"seq\":1,")
                    .doesNotContain("\"seq\":40000,")
                    .doesNotContain("\"fin\"")
                    .doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void aDayThatTheTopicNoLongerReachesBackToIsNotPlayed() throws Exception {
        broker.start().createTopic();
        Instant now = Instant.now();
        try (TestBroker.Sender sender = broker.sender()) {
            sender.put(check(1, hoy, "A", now.minus(4, ChronoUnit.DAYS)), now.minus(4, ChronoUnit.DAYS));
            RecordMetadata second = sender.put(check(2, hoy, "B", now), now);
            broker.deleteRecords(second.partition(), second.offset());
        }
        try (TestViewer replay = TestViewer.open(node, "/ws/repeticion/ID1/?fecha=" + hoy.minusDays(2))) {
            replay.awaitClose(4400);
            assertThat(replay.messages().get(0).get("codigo").asString()).isEqualTo("FUERA_DE_RETENCION");
        }
        try (TestViewer replay = TestViewer.open(node, "/ws/repeticion/ID1/?fecha=" + hoy.plusDays(1))) {
            replay.awaitClose(1000);
        }
    }

    private void awaitServed() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> node.get(EVENTOS, Map.of()).status() == 200);
    }

    private void assertUnavailable() {
        Answer answer = node.get(EVENTOS, Map.of());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().get("retry-after")).containsExactly("1");
        assertThat(answer.body()).startsWith("{\"error\":\"NO_DISPONIBLE\",\"message\":");
    }
}
