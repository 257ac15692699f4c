package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cargue.contract.Posicion;
import cargue.faults.link.Link;
import cargue.local.service.Service;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that is starting shows nobody the past. */
@ExtendWith(Stack.Extension.class)
class StartTests {

    private static final int WRITES_MS = 50;

    @Test
    void aNodeThatStartsWhileWritesGoOnIsNotReadyUntilItHasCaughtUp(Stack stack) throws Exception {
        assumeTrue(stack.infra().gate().isPresent(), "Kafka in a container has one way only");
        Link gate = stack.infra().gate().orElseThrow();
        Service node = stack.newPush("push-service-new", "127.0.0.1:" + gate.port(), Map.of());
        Twelve twelve = Twelve.in(stack);
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try (V1Viewer elsewhere = twelve.viewer().connect(stack.push().url()).awaitSeq(12)) {
            var unused = writer.scheduleAtFixedRate(() -> change(twelve), 0, WRITES_MS, TimeUnit.MILLISECONDS);
            gate.silenceDownstream();
            node.start();
            assertTakesNobody(node, twelve);
            long published = stack.table().publishedSeq(twelve.vendedorId());
            elsewhere.awaitSeq(published + 10);
            assertTakesNobody(node, twelve);
            gate.open();
            assertFirstAnswerIsNotOlder(node, twelve, published);
            elsewhere.connect(node.url()).awaitSeq(published + 20);
            writer.shutdown();
            assertThat(writer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            elsewhere.awaitSeq(twelve.last()).assertSound();
            assertThat(elsewhere.states()).isEqualTo(twelve.table());
            assertThat(unused.isDone()).isTrue();
        } finally {
            writer.shutdownNow();
            gate.open();
            node.close();
        }
    }

    /** A change that fails is told, and does not end those after it, as an exception would. */
    private static void change(Twelve twelve) {
        try {
            twelve.change(1);
        } catch (AssertionError | RuntimeException e) {
            System.out.println("StartTests: not written: " + e);
        }
    }

    private static void assertTakesNobody(Service node, Twelve twelve) {
        Api api = new Api(node.url());
        await().atMost(Stack.START_LIMIT)
                .ignoreExceptions()
                .until(() -> api.get("/actuator/health/liveness").status() == 200);
        assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(503);
        String path = "/ws/cargue/" + twelve.vendedorId() + "/";
        assertThat(TextSocket.refusal(node.url(), path, V1Viewer.SUBPROTOCOL)).isEqualTo(503);
        assertThat(TextSocket.refusal(node.url(), path, null)).isEqualTo(503);
        Api.Answer planilla = new Push(node).planilla(twelve.vendedorId(), Filter.NONE);
        assertThat(planilla.status()).isEqualTo(503);
        assertThat(planilla.headers()).containsKey("retry-after");
    }

    private static void assertFirstAnswerIsNotOlder(Service node, Twelve twelve, long published) {
        Api.Answer first = await().atMost(V1Viewer.LIMIT)
                .until(
                        () -> new Push(node).planilla(twelve.vendedorId(), Filter.NONE),
                        answer -> answer.status() != 503);
        assertThat(first.status()).isEqualTo(200);
        Posicion posicion = Push.posicion(first);
        assertThat(posicion).isNotNull();
        assertThat(posicion.seq()).isGreaterThanOrEqualTo(published);
        assertThat(new Api(node.url()).get("/actuator/health/readiness").status())
                .isEqualTo(200);
    }
}
