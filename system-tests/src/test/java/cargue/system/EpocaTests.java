package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Evento;
import cargue.contract.Posicion;
import cargue.local.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that begin a numbering anew, that nobody can read, or that are missing. */
@ExtendWith(Stack.Extension.class)
class EpocaTests {

    private static final int RESTART = 1012;

    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void fixToday(Stack stack) {
        today = Sheet.today(stack.api(), "ID1").fecha();
    }

    /** One viewer of each kind on a node. */
    private record Watchers(
            Service node,
            String id,
            V1Viewer single,
            V1Viewer filtered,
            V1Viewer many,
            PlainViewer plain,
            SseViewer sse)
            implements AutoCloseable {

        static Watchers on(Service node, Made made) {
            String id = made.vendedorId();
            Filter filter = Filter.of(made.fecha());
            Watchers watchers = new Watchers(
                    node,
                    id,
                    V1Viewer.of(id, Filter.NONE).connect(node.url()),
                    V1Viewer.of(id, filter).connect(node.url()),
                    V1Viewer.ofMany().connect(node.url()),
                    new PlainViewer(id, filter).connect(node.url()),
                    new SseViewer(id, filter).connect(node.url()));
            watchers.many.subscribe(id, Filter.NONE);
            return watchers;
        }

        List<V1Viewer> v1() {
            return List.of(single, filtered, many);
        }

        void awaitAt(Posicion posicion) {
            for (V1Viewer viewer : v1()) {
                await().atMost(V1Viewer.LIMIT)
                        .untilAsserted(
                                () -> assertThat(viewer.stream(id).shown().posicion())
                                        .as(viewer.toString())
                                        .isEqualTo(posicion));
                viewer.assertSound();
            }
        }

        void assertProducts(Set<String> productos) {
            for (V1Viewer viewer : v1()) {
                assertThat(products(viewer.stream(id).shown().states())).isEqualTo(productos);
            }
            assertThat(products(Push.rows(new Push(node).planilla(id, Filter.NONE))))
                    .isEqualTo(productos);
        }

        private static Set<String> products(Map<String, ?> rows) {
            return rows.keySet().stream()
                    .map(key -> key.substring(key.lastIndexOf('/') + 1))
                    .collect(Collectors.toSet());
        }

        int hellos() {
            return v1().stream().mapToInt(viewer -> viewer.stream(id).hellos()).sum();
        }

        @Override
        public void close() {
            v1().forEach(V1Viewer::close);
            plain.close();
            sse.close();
        }
    }

    /** Waits until a node has read what was written before. */
    private static void awaitRead(Service node, TopicWriter writer, Made neighbour) {
        writer.write(neighbour.row("P", 1));
        neighbour.awaitOn(node);
    }

    @Test
    void aNewEpocaIsShownWhenItIsCompleteAndNotBefore(Stack stack) throws Exception {
        Made made = new Made("EPOCA", today);
        Made neighbour = new Made(TopicWriter.neighbour("EPOCA"), today);
        Service started = stack.newPush("push-service-started", Map.of());
        List<Service> nodes = new ArrayList<>(List.of(stack.push(), stack.tuned()));
        List<Watchers> all = new ArrayList<>();
        try (TopicWriter writer = stack.topicWriter()) {
            writer.write(made.row("A", 1), made.row("B", 2), made.row("C", 3), made.row("A", 4));
            Posicion old = made.posicion();
            for (Service node : nodes) {
                awaitRead(node, writer, neighbour);
                all.add(Watchers.on(node, made));
            }

            List<Evento> restated = made.newEpoca("A", "B");
            writer.write(restated.get(0), restated.get(1));
            awaitRead(stack.push(), writer, neighbour);
            Stack.restart(started);
            nodes.add(started);
            all.add(Watchers.on(started, made));
            for (Watchers watchers : all) {
                awaitRead(watchers.node(), writer, neighbour);
                watchers.awaitAt(old);
                watchers.assertProducts(Set.of("A", "B", "C"));
                assertThat(watchers.hellos()).isEqualTo(3);
                assertThat(watchers.plain().isConnected()).isTrue();
                assertThat(watchers.sse().awaitSeq(old.seq()).isConnected()).isTrue();
            }

            writer.write(restated.get(2));
            for (Watchers watchers : all) {
                watchers.awaitAt(made.posicion());
                watchers.assertProducts(Set.of("A", "B"));
                assertThat(watchers.hellos()).isEqualTo(6);
                assertThat(watchers.plain().closeCode()).isEqualTo(RESTART);
                watchers.sse().awaitEnd();
                watchers.sse().assertSound();
            }
            aLateRecordOfTheOldEpocaIsNothing(old, made, writer, nodes, neighbour);
            theNewEpocaGoesOn(made, writer, all);
            positionsOfTheOldEpocaGetASnapshot(old, made, nodes);
        } finally {
            all.forEach(Watchers::close);
            started.close();
        }
    }

    private static void aLateRecordOfTheOldEpocaIsNothing(
            Posicion old, Made made, TopicWriter writer, List<Service> nodes, Made neighbour) {
        writer.write(made.rowOf(new Posicion(old.epoca(), old.seq() + 1), "C", 9));
        for (Service node : nodes) {
            awaitRead(node, writer, neighbour);
            assertThat(Push.posicion(new Push(node).planilla(made.vendedorId(), Filter.NONE)))
                    .isEqualTo(made.posicion());
        }
    }

    private static void theNewEpocaGoesOn(Made made, TopicWriter writer, List<Watchers> all) {
        writer.write(made.row("D", 4));
        for (Watchers watchers : all) {
            watchers.awaitAt(made.posicion());
            watchers.assertProducts(Set.of("A", "B", "D"));
            watchers.sse().connect(watchers.node().url()).awaitSeq(made.seq()).assertSound();
            assertThat(watchers.sse().rows()).hasSize(3);
        }
    }

    private static void positionsOfTheOldEpocaGetASnapshot(Posicion old, Made made, List<Service> nodes) {
        for (Service node : nodes) {
            try (V1Viewer viewer = V1Viewer.of(made.vendedorId(), Filter.NONE).connect(node.url(), old)) {
                viewer.awaitSeq(made.seq()).assertSound();
                assertThat(viewer.states()).hasSize(3);
            }
            String etag = "\"" + old + "\"";
            assertThat(new Push(node)
                            .planilla(made.vendedorId(), Filter.of(made.fecha()), etag)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anEpocaOfAVendedorWithoutRowsIsComplete(Stack stack) throws Exception {
        Made made = new Made("EPOCA0", today);
        try (TopicWriter writer = stack.topicWriter();
                V1Viewer viewer = V1Viewer.of("EPOCA0", Filter.NONE)) {
            writer.write(made.row("A", 1));
            viewer.connect(stack.push().url()).awaitSeq(1);
            writer.write(made.newEpoca().get(0));
            await().atMost(V1Viewer.LIMIT)
                    .until(() -> made.posicion().equals(viewer.stream().shown().posicion()));
            assertThat(viewer.assertSound().states()).isEmpty();
        }
    }

    @Test
    void aRecordThatNobodyCanReadIsSkippedAndTold(Stack stack) throws Exception {
        Made made = new Made("POISON", today);
        try (TopicWriter writer = stack.topicWriter();
                V1Viewer viewer = V1Viewer.of("POISON", Filter.NONE)) {
            writer.write(made.row("A", 1));
            made.awaitOn(stack.push());
            viewer.connect(stack.push().url()).awaitSeq(1);
            for (String poison : List.of(
                    "no es JSON",
                    "{\"schema\":2,\"type\":\"check_update\",\"vendedor_id\":\"POISON\"}",
                    "{\"schema\":1,\"type\":\"otro\"}",
                    "")) {
                RecordMetadata at = writer.writeRaw("POISON", poison);
                writer.write(made.row("A", 1 + (int) made.seq()));
                viewer.awaitSeq(made.seq()).assertSound();
                assertThat(viewer.stream().hellos()).isEqualTo(1);
                assertThat(logLines(stack.push(), Long.toString(at.offset()), Integer.toString(at.partition())))
                        .as("offset %d of partition %d", at.offset(), at.partition())
                        .isNotEmpty();
            }
        }
    }

    private static List<String> logLines(Service node, String... words) throws IOException {
        try (var lines = Files.lines(node.log())) {
            return lines.filter(line -> line.contains("WARN") || line.contains("ERROR"))
                    .filter(line -> List.of(words).stream().allMatch(word -> line.matches(".*\\b" + word + "\\b.*")))
                    .toList();
        }
    }

    @Test
    void aHoleInTheTopicIsToldByANewHelloAndSnapshot(Stack stack) throws Exception {
        Made made = new Made("HOLE", today);
        try (TopicWriter writer = stack.topicWriter();
                V1Viewer viewer = V1Viewer.of("HOLE", Filter.NONE)) {
            writer.write(made.row("A", 1), made.row("B", 2));
            made.awaitOn(stack.push());
            viewer.connect(stack.push().url()).awaitSeq(2);
            made.skip(2);
            writer.write(made.row("A", 5));
            viewer.awaitSeq(5).assertSound();
            assertThat(viewer.stream().hellos()).isEqualTo(2);
            writer.write(made.row("B", 6));
            viewer.awaitSeq(6).assertSound();
            assertThat(viewer.stream().hellos()).isEqualTo(2);
        }
    }
}
