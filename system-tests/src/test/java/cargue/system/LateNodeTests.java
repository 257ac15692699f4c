package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cargue.contract.Posicion;
import cargue.faults.link.Link;
import cargue.faults.socket.Frames;
import cargue.local.service.Service;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that is behind the one a viewer comes from never shows it the past. */
@ExtendWith(Stack.Extension.class)
class LateNodeTests {

    /** Well within the 5 s for which a node lets who is ahead of it wait: it has yet to catch up in them. */
    private static final Executor AFTER_1_S = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    /** Longer than the 2 s that a node takes for a standstill; nobody's wait begins before it goes on. */
    private static final Executor AFTER_3_S = CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS);

    /** Above those 5 s: longer than a try that ends in a refusal. */
    private static final Duration ONE_TRY = Duration.ofSeconds(8);

    private static final int OVERLOAD = 1013;

    /** While Kafka is slow to one node, the node itself takes connections; it must not answer from what it has. */
    @Test
    void aNodeBehindASlowKafkaAnswersAFasterNodesPositionWithADelta(Stack stack) throws Exception {
        Link gate = gate(stack);
        Service late = stack.newPush("push-service-late", "127.0.0.1:" + gate.port(), Map.of());
        Twelve twelve = Twelve.in(stack);
        try {
            Stack.restart(late);
            for (int round = 0; round < 2; round++) {
                resumeOnLateNode(twelve, late, gate::silenceDownstream, () -> AFTER_1_S.execute(gate::open));
            }
            resumeOnNodeThatStaysLate(twelve, late, gate);
        } finally {
            gate.open();
            late.close();
        }
    }

    @Test
    void aNodeThatStoodStillAnswersAFasterNodesPositionWithADelta(Stack stack) throws Exception {
        Service late = stack.tuned();
        Twelve twelve = Twelve.in(stack);
        try {
            for (int round = 0; round < 2; round++) {
                resumeOnLateNode(twelve, late, late::pause, () -> AFTER_3_S.execute(late::resume));
            }
        } finally {
            late.resume();
        }
    }

    private static Link gate(Stack stack) {
        assumeTrue(stack.infra().gate().isPresent(), "Kafka in a container has one way only");
        return stack.infra().gate().orElseThrow();
    }

    /** @param goOnSoon returns at once */
    private static void resumeOnLateNode(Twelve twelve, Service late, Runnable stop, Runnable goOnSoon) {
        String id = twelve.vendedorId();
        try (V1Viewer single = twelve.viewer().connect(late.url()).awaitSeq(twelve.last());
                V1Viewer many = V1Viewer.ofMany().connect(late.url());
                SseViewer sse = new SseViewer(id, Filter.of(twelve.sheet())).connect(late.url())) {
            many.subscribe(id, Filter.of(twelve.sheet()));
            many.awaitSeq(id, twelve.last());
            stop.run();
            twelve.change(Stack.RING - 4);
            long last = twelve.last();
            single.connect(twelve.stack().push().url()).awaitSeq(last);
            many.connect(twelve.stack().push().url()).awaitSeq(id, last);
            sse.connect(twelve.stack().push().url());
            sse.awaitSeq(last);

            CompletableFuture<?> opened =
                    CompletableFuture.allOf(single.connecting(late.url()), many.connecting(late.url()));
            CompletableFuture<Void> reopened = sse.connecting(late.url());
            CompletableFuture<Api.Answer> planilla = CompletableFuture.supplyAsync(
                    () -> new Push(late).planilla(id, Filter.of(twelve.sheet()), "\"" + sse.lastEventId() + "\""));
            goOnSoon.run();
            opened.join();
            reopened.join();
            assertThat(planilla.join().status()).isEqualTo(304);
            single.awaitMessage("hello");
            many.awaitMessage("hello");
            PositionTests.assertDelta(single);
            PositionTests.assertDelta(many);
            twelve.change(1);
            single.awaitSeq(last + 1).assertSound();
            many.awaitSeq(id, last + 1).assertSound();
            sse.awaitSeq(last + 1).assertSound();
            assertThat(single.states()).isEqualTo(twelve.table());
            assertThat(many.stream(id).shown().states()).isEqualTo(twelve.table());
            assertThat(sse.rows()).isEqualTo(PlainRows.of(twelve.table()));
        }
    }

    /** After 5 s the client is told to try again: 1013, or 503 where there is a status. */
    private static void resumeOnNodeThatStaysLate(Twelve twelve, Service late, Link gate) throws Exception {
        String id = twelve.vendedorId();
        gate.silenceDownstream();
        twelve.change(1);
        long last = twelve.last();
        try (V1Viewer viewer =
                twelve.viewer().connect(twelve.stack().push().url()).awaitSeq(last)) {
            Posicion position = viewer.stream().shown().posicion();
            try {
                viewer.connect(late.url());
                assertThat(viewer.closeCode()).isEqualTo(OVERLOAD);
            } catch (CompletionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                Frames.Refused.class,
                                refused -> assertThat(refused.status()).isEqualTo(503));
            }
            Api.Answer planilla = new Push(late).planilla(id, Filter.of(twelve.sheet()), "\"" + position + "\"");
            assertThat(planilla.status()).isEqualTo(503);
            assertThat(planilla.headers().get("retry-after")).isEqualTo("1");
            gate.open();
            await().atMost(V1Viewer.LIMIT).ignoreExceptions().until(() -> {
                viewer.connect(late.url());
                return viewer.awaitMessage("hello", hello -> true, ONE_TRY) != null;
            });
            viewer.awaitSeq(last).assertSound();
        }
    }
}
