package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Evento;
import cargue.local.service.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A viewer that does not read for a while. */
@ExtendWith(Stack.Extension.class)
class StallTests {

    /** More than sockets hold on their way: 5 MB of these. */
    private static final int MANY_ROWS = 6_000;

    private static final String LONG_NAME = "Ñ".repeat(240);

    private static Made made(Stack stack, String id) {
        return new Made(id, Sheet.today(stack.api(), id).fecha());
    }

    private static void write(TopicWriter writer, Made made, int rows, int cantidad) {
        writer.write(IntStream.range(0, rows)
                .mapToObj(i -> made.row(LONG_NAME + i, cantidad))
                .toArray(Evento[]::new));
    }

    private static void awaitLatidos(V1Viewer watching, int count) {
        int before = watching.messages("latido").size();
        await().atMost(V1Viewer.LIMIT).until(() -> watching.messages("latido").size() >= before + count);
    }

    /** A sign of life that tells a position which the snapshot under way only leads to would look like a loss. */
    @Test
    void nothingComesBetweenThePartsOfASnapshotHoweverSlowItIsRead(Stack stack) throws Exception {
        Made made = made(stack, "LONG");
        String node = stack.tuned().url();
        try (TopicWriter writer = stack.topicWriter();
                V1Viewer clock = V1Viewer.of("ID1", Filter.NONE).connect(node);
                V1Viewer first = V1Viewer.of("LONG", Filter.NONE);
                V1Viewer single = V1Viewer.of("LONG", Filter.NONE);
                V1Viewer many = V1Viewer.ofMany().connect(node)) {
            write(writer, made, MANY_ROWS, 1);
            first.connect(node).awaitSeq(MANY_ROWS).drop(); // before, the rows would come as changes
            // Asleep before there is anything to read, so that none of them can have read it all.
            CompletableFuture<TextSocket> connecting = single.connecting(node);
            single.stall();
            connecting.join();
            many.stall();
            many.subscribe("LONG", Filter.NONE);
            awaitLatidos(clock, 3);
            assertThat(single.stream().isLive()).as("the snapshot waits").isFalse();

            single.wake();
            many.wake();
            single.awaitSeq(MANY_ROWS).assertSound();
            many.awaitSeq("LONG", MANY_ROWS).assertSound();
            assertThat(single.states()).hasSize(MANY_ROWS);
            writer.write(made.newEpoca("A").toArray(Evento[]::new)); // nobody need hold the rows any longer
            await().atMost(V1Viewer.LIMIT).until(() -> single.states().size() == 1);
        }
    }

    /** It gets the latest state of each row, not every change that there was; who reads gets all of them meanwhile. */
    @Test
    void aViewerThatStallsConvergesWhenItReadsAgain(Stack stack) throws Exception {
        // 15 rounds of changes are 2.7 MB, where sockets hold some 0.4 MB on their way, and 3,000 events, where a node
        // remembers 512 at most.
        int rows = 200;
        int rounds = 16;
        for (Service node : List.of(stack.push(), stack.tuned())) {
            Made made = made(stack, "STALL" + node.port());
            String id = made.vendedorId();
            try (TopicWriter writer = stack.topicWriter();
                    V1Viewer reading = V1Viewer.of(id, Filter.NONE);
                    V1Viewer stalled = V1Viewer.of(id, Filter.NONE)) {
                write(writer, made, rows, 1);
                reading.connect(node.url()).awaitSeq(rows);
                stalled.connect(node.url()).awaitSeq(rows).stall();
                for (int round = 2; round <= rounds; round++) {
                    write(writer, made, rows, round);
                    reading.awaitSeq(made.seq());
                }
                assertThat(stalled.stream().shown().p()).isLessThan(made.seq());

                stalled.wake();
                stalled.awaitSeq(made.seq()).assertSound();
                assertThat(stalled.states()).isEqualTo(reading.assertSound().states());
                assertThat(stalled.states())
                        .hasSize(rows)
                        .allSatisfy((key, row) -> assertThat(row.cantidad()).isEqualTo(rounds));
                writer.write(made.newEpoca().toArray(Evento[]::new));
            }
        }
    }
}
