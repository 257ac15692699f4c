package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Posicion;
import cargue.contract.Temas;
import cargue.local.service.Service;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A vendedor that was idle for longer than the topic reaches back. */
@ExtendWith(Stack.Extension.class)
class RetentionTests {

    @Test
    void aVendedorWhoseEventsAreGoneIsAnEmptyStreamAndGoesOnWhereItWas(Stack stack) throws Exception {
        Made idle = new Made("IDLE", Sheet.today(stack.api(), "IDLE").fecha());
        Service started = stack.tuned();
        try (TopicWriter writer = stack.topicWriter();
                V1Viewer before = V1Viewer.of("IDLE", Filter.NONE)) {
            writer.write(idle.row("A", 1), idle.row("B", 2));
            idle.awaitOn(stack.push());
            before.connect(stack.push().url()).awaitSeq(2);
            Posicion position = idle.posicion();
            forget(stack, TopicWriter.partition("IDLE"));
            started.stop();
            Stack.restart(started);

            try (V1Viewer joined = V1Viewer.of("IDLE", Filter.NONE).connect(started.url());
                    V1Viewer resumed = V1Viewer.of("IDLE", Filter.NONE).connect(started.url(), position)) {
                for (V1Viewer viewer : List.of(joined, resumed)) {
                    JsonNode hello = viewer.awaitMessage("hello");
                    assertThat(hello.get("epoca").isNull())
                            .as(viewer.toString())
                            .isTrue();
                    assertThat(viewer.awaitMessage("snapshot").get("checks").isEmpty())
                            .isTrue();
                }
                Api.Answer planilla = new Push(started).planilla("IDLE", Filter.NONE);
                assertThat(planilla.json().get("seq").longValue()).isZero();
                assertThat(planilla.headers()).doesNotContainKey("etag");

                writer.write(idle.row("A", 3));
                before.awaitSeq(3).assertSound();
                assertThat(before.stream().hellos()).isEqualTo(1);
                assertThat(before.states()).hasSize(2);
                for (V1Viewer viewer : List.of(joined, resumed)) {
                    viewer.awaitSeq(3).assertSound();
                    assertThat(viewer.stream().hellos()).isEqualTo(2);
                    assertThat(viewer.states()).hasSize(1);
                }
                before.connect(started.url()).awaitMessage("hello");
                writer.write(idle.row("B", 4));
                before.awaitSeq(4);
                joined.awaitSeq(4).assertSound();
            }
        }
    }

    /** As if all that is in a partition had been there for 30 days. */
    private static void forget(Stack stack, int partition) throws InterruptedException, ExecutionException {
        TopicPartition checks = new TopicPartition(Temas.CHECKS, partition);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.infra().bootstrapServers()))) {
            long end = admin.listOffsets(Map.of(checks, OffsetSpec.latest()))
                    .partitionResult(checks)
                    .get()
                    .offset();
            admin.deleteRecords(Map.of(checks, RecordsToDelete.beforeOffset(end)))
                    .all()
                    .get();
        }
    }
}
