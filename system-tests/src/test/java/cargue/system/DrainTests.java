package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.local.service.Service;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A node that is told to stop sends its viewers elsewhere, not all at once, and ends. */
@ExtendWith(Stack.Extension.class)
class DrainTests {

    private static final int RESTART = 1012;
    private static final int SIGKILL = 128 + 9;
    private static final int VIEWERS = 40;

    /** Longer than anybody should be kept from a sheet that is live elsewhere. */
    private static final Duration LONGEST_ADVICE = Duration.ofSeconds(60);

    @Test
    void viewersAreToldWhenToReconnectAndClosed(Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        Service node = stack.newPush("push-service-drained", Map.of());
        List<V1Viewer> viewers = new ArrayList<>();
        try (PlainViewer plain = new PlainViewer(twelve.vendedorId(), Filter.NONE);
                SseViewer sse = new SseViewer(twelve.vendedorId(), Filter.NONE)) {
            Stack.restart(node);
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(twelve.viewer().connect(node.url()));
            }
            viewers.forEach(viewer -> viewer.awaitSeq(12));
            V1Viewer many = V1Viewer.ofMany().connect(node.url());
            viewers.add(many);
            many.subscribe(twelve.vendedorId(), Filter.NONE);
            many.awaitSeq(twelve.vendedorId(), 12);
            plain.connect(node.url());
            sse.connect(node.url()).awaitSeq(12);
            // A viewer is registered after its handshake.
            await().atMost(V1Viewer.LIMIT).until(() -> plain.rows().size() == 12);

            CompletableFuture<Integer> exit = node.onExit();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> stop(node));
            await().atMost(V1Viewer.LIMIT)
                    .until(() -> viewers.stream()
                            .anyMatch(viewer -> !viewer.messages("adios").isEmpty()));
            assertThat(isReady(node))
                    .as("ready though it sends its viewers away")
                    .isFalse();
            List<Long> advice = new ArrayList<>();
            for (V1Viewer viewer : viewers) {
                assertThat(viewer.closeCode()).as(viewer.toString()).isEqualTo(RESTART);
                JsonNode adios = viewer.assertSound().awaitMessage("adios");
                assertThat(adios.get("motivo").stringValue()).isEqualTo("reinicio");
                advice.add(adios.get("reconectar_en_ms").longValue());
            }
            assertThat(plain.closeCode()).isEqualTo(RESTART);
            sse.awaitEnd();
            assertThat(advice).allMatch(ms -> ms >= 0 && ms <= LONGEST_ADVICE.toMillis());
            assertThat(advice.stream().distinct().count())
                    .as("spread of %s", advice)
                    .isGreaterThan(VIEWERS / 2);

            stop.get(30, TimeUnit.SECONDS);
            assertThat(exit.get(30, TimeUnit.SECONDS)).isNotEqualTo(SIGKILL);
            comeBackElsewhere(stack, twelve, viewers);
        } finally {
            viewers.forEach(V1Viewer::close);
            node.close();
        }
    }

    private static void stop(Service node) {
        try {
            node.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It says that it is not, or does not answer any more. */
    private static boolean isReady(Service node) {
        try {
            return new Api(node.url()).get("/actuator/health/readiness").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static void comeBackElsewhere(Stack stack, Twelve twelve, List<V1Viewer> viewers) {
        twelve.change(3);
        for (V1Viewer viewer : viewers) {
            viewer.connect(stack.push().url());
            viewer.vendedores().forEach(id -> viewer.awaitSeq(id, 15));
            viewer.assertSound();
            PositionTests.assertDelta(viewer);
        }
    }
}
