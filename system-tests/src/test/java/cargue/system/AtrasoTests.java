package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.local.service.Service;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A dead pipeline never looks live. */
@ExtendWith(Stack.Extension.class)
class AtrasoTests {

    private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
    private final List<V1Viewer> viewers = new ArrayList<>();
    private final ScheduledExecutorService steady = Executors.newSingleThreadScheduledExecutor();

    /** Of each kind, on a node whose signs of life come each 2 s and on one where they come each 15 s. */
    @BeforeEach
    void connectViewers(Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        for (Service node : List.of(stack.push(), stack.tuned())) {
            viewers.add(twelve.viewer().connect(node.url()));
            viewers.add(
                    V1Viewer.of(twelve.vendedorId(), Filter.of(twelve.sheet())).connect(node.url()));
            V1Viewer many = V1Viewer.ofMany().connect(node.url());
            many.subscribe(twelve.vendedorId(), Filter.NONE);
            viewers.add(many);
        }
        awaitAtraso(AtrasoTests::isLive, BACK_WITHIN);
    }

    @AfterEach
    void disconnect() {
        steady.shutdownNow();
        viewers.forEach(V1Viewer::close);
    }

    private static JsonNode atraso(V1Viewer viewer) {
        List<JsonNode> told = viewer.messages().stream()
                .filter(m -> m.has("atraso_s"))
                .map(m -> m.get("atraso_s"))
                .toList();
        return told.isEmpty() ? Api.JSON.getNodeFactory().missingNode() : told.get(told.size() - 1);
    }

    private static boolean isLive(JsonNode atraso) {
        return atraso.isNumber() && atraso.longValue() == 0;
    }

    private static boolean isBehind(JsonNode atraso) {
        return atraso.isNumber() && atraso.longValue() > 0;
    }

    private void awaitAtraso(Predicate<JsonNode> as, Duration limit) {
        await().atMost(limit)
                .untilAsserted(() -> assertThat(viewers)
                        .allSatisfy(viewer -> assertThat(as.test(atraso(viewer)))
                                .as(viewer.toString())
                                .isTrue()));
    }

    private void assertSound() {
        viewers.forEach(V1Viewer::assertSound);
    }

    @Test
    void everyViewerIsToldWhenKafkaIsGoneAndWhenItIsBack(Stack stack) throws Exception {
        Push push = new Push(stack.push());
        stack.infra().stopKafka();
        try {
            awaitAtraso(JsonNode::isNull, TOLD_WITHIN);
            Api.Answer planilla = push.planilla("ID1", Filter.NONE);
            assertThat(planilla.status()).isEqualTo(200);
            assertThat(planilla.json().get("atraso_s").isNull()).isTrue();
        } finally {
            stack.infra().startKafka();
        }
        awaitAtraso(AtrasoTests::isLive, BACK_WITHIN);
        assertSound();
    }

    @Test
    void everyViewerIsToldWhenNoIngestIsThere(Stack stack) throws Exception {
        stack.ingest().kill();
        try {
            awaitAtraso(JsonNode::isNull, TOLD_WITHIN);
        } finally {
            Stack.restart(stack.ingest());
        }
        awaitAtraso(AtrasoTests::isLive, BACK_WITHIN);
        assertSound();
    }

    /** The cursor of one vendedor is locked, so the relay stands still; changes of another come all the time. */
    @Test
    void everyViewerIsToldWhenTheRelayIsStuckThoughOtherMessagesFlow(Stack stack) throws Exception {
        Twelve stuck = Twelve.in(stack);
        await().until(() -> stack.table().publishedSeq(stuck.vendedorId()) == stuck.last());
        Made busy = new Made("FLOWS", Sheet.today(stack.api(), "FLOWS").fecha());
        try (TopicWriter writer = stack.topicWriter();
                Connection connection = stack.table().connect()) {
            writer.write(busy.row("P", 1));
            for (Service node : List.of(stack.push(), stack.tuned())) {
                viewers.add(V1Viewer.of(busy.vendedorId(), Filter.NONE)
                        .connect(node.url())
                        .awaitSeq(1));
            }
            var unused = steady.scheduleAtFixedRate(
                    () -> writer.write(busy.row("P", 1 + (int) busy.seq())), 0, 200, TimeUnit.MILLISECONDS);
            lockCursor(connection, stuck.vendedorId());
            stuck.change(1);

            awaitAtraso(AtrasoTests::isBehind, TOLD_WITHIN);
            connection.rollback();
            awaitAtraso(AtrasoTests::isLive, BACK_WITHIN);

            assertThat(unused.isDone()).as("the flow went on").isFalse();
            assertSound();
        }
    }

    private static void lockCursor(Connection connection, String vendedorId) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT * FROM outbox_cursor WHERE vendedor_id = ? FOR UPDATE")) {
            lock.setString(1, vendedorId);
            lock.executeQuery().close();
        }
    }
}
