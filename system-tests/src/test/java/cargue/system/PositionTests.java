package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Posicion;
import cargue.local.service.Service;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A position means the same on every node: what follows it, or the whole state; never an error, never silence. */
@ExtendWith(Stack.Extension.class)
class PositionTests {

    private static JsonNode hello(V1Viewer viewer) {
        return viewer.messages("hello").get(0);
    }

    /** The first hello of the present connection, and nothing but changes after it. */
    static void assertDelta(V1Viewer viewer) {
        assertThat(hello(viewer).get("modo").stringValue())
                .as(viewer.toString())
                .isEqualTo("delta");
        assertThat(viewer.messages("snapshot")).isEmpty();
    }

    @Test
    void aClientThatWasAwayGetsWhatItMissed(Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        try (V1Viewer viewer = twelve.viewer().connect(stack.push().url()).awaitSeq(12)) {
            viewer.drop();
            twelve.change(Stack.RING);

            for (Service node : List.of(stack.tuned(), stack.push())) {
                viewer.connect(node.url()).awaitSeq(twelve.last());
                assertDelta(viewer);
                assertThat(viewer.assertSound().states()).isEqualTo(twelve.table());
                viewer.drop();
                twelve.change(1);
            }
        }
    }

    @Test
    void aClientThatMissedNothingGetsNothing(Stack stack) {
        Twelve twelve = Twelve.in(stack);
        try (V1Viewer viewer = twelve.viewer().connect(stack.push().url()).awaitSeq(12)) {
            viewer.connect(stack.push().url()).awaitMessage("hello");
            assertDelta(viewer);
            twelve.change(1);
            viewer.awaitSeq(13).assertSound();
            assertThat(viewer.messages("checks")).hasSize(1);
        }
    }

    @Test
    void aPositionOlderThanTheRingGetsASnapshot(Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        try (V1Viewer viewer = twelve.viewer().connect(stack.tuned().url()).awaitSeq(12)) {
            viewer.drop();
            twelve.change(Stack.RING + 1);
            try (V1Viewer other = twelve.viewer().connect(stack.tuned().url())) {
                other.awaitSeq(twelve.last()).assertSound();
            }

            viewer.connect(stack.tuned().url()).awaitSeq(twelve.last()).assertSound();
            assertThat(hello(viewer).get("modo").stringValue()).isEqualTo("snapshot");
            assertThat(viewer.states()).isEqualTo(twelve.table());
        }
    }

    /** Positions that no node can have given for this vendedor. */
    private enum Wrong {
        IMPOSSIBLE_SEQ,
        SMALLER_EPOCA,
        GREATER_EPOCA;

        Posicion of(Posicion real) {
            return switch (this) {
                case IMPOSSIBLE_SEQ -> new Posicion(real.epoca(), real.seq() + 1_000_000_000_000L);
                case SMALLER_EPOCA -> new Posicion(new UUID(0x7000, 1L << 63), real.seq());
                case GREATER_EPOCA -> new Posicion(new UUID(-1L << 16 | 0x7fff, 1L << 63), 3);
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Wrong.class)
    void aPositionThatCannotBeGetsASnapshot(Wrong wrong, Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        String id = twelve.vendedorId();
        for (Service node : List.of(stack.push(), stack.tuned())) {
            Posicion real = Objects.requireNonNull(twelve.viewer().connect(node.url()).awaitSeq(12).stream()
                    .shown()
                    .posicion());
            Posicion desde = wrong.of(real);
            try (V1Viewer single = twelve.viewer().connect(node.url(), desde);
                    V1Viewer many = V1Viewer.ofMany().connect(node.url());
                    SseViewer sse = new SseViewer(id, Filter.of(twelve.sheet())).connect(node.url(), desde)) {
                many.subscribe(id, Filter.NONE, desde);
                single.awaitSeq(12).assertSound();
                many.awaitSeq(id, 12).assertSound();
                assertThat(single.states()).isEqualTo(twelve.table());
                assertThat(many.stream(id).shown().states()).isEqualTo(twelve.table());

                Api.Answer planilla = new Push(node).planilla(id, Filter.of(twelve.sheet()), "\"" + desde + "\"");
                assertThat(planilla.status()).isEqualTo(200);
                assertThat(Push.rows(planilla)).isEqualTo(twelve.table());

                assertThat(sse.awaitSeq(12).assertSound().rows()).isEqualTo(PlainRows.of(twelve.table()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5", "nada", "0198c0de-0000-7000-8000-000000000000", "0198c0de-0000-7000-8000-000000000000:x"})
    void aPositionThatIsNoneIsRefused(String desde, Stack stack) {
        Twelve twelve = Twelve.in(stack);
        String id = twelve.vendedorId();
        String node = stack.push().url();
        String path = "/ws/cargue/" + id + "/?desde=" + desde;
        assertThat(TextSocket.refusal(node, path, V1Viewer.SUBPROTOCOL)).isEqualTo(400);

        Api push = new Api(node);
        assertThat(push.send(push.json("/sse/cargue/" + id + "/")
                                .header("Last-Event-ID", desde)
                                .GET()
                                .build())
                        .status())
                .isEqualTo(400);

        try (V1Viewer many = V1Viewer.ofMany().connect(node)) {
            many.send("{\"type\":\"subscribe\",\"vendedor_id\":\"" + id + "\",\"desde\":\"" + desde + "\"}");
            JsonNode error = many.awaitMessage("error");
            assertThat(error.get("codigo").stringValue()).isEqualTo("POSICION_INVALIDA");
            assertThat(error.get("vendedor_id").stringValue()).isEqualTo(id);
            many.subscribe(id, Filter.NONE);
            many.awaitSeq(id, 12).assertSound();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVendedorThatTheTopicDoesNotHoldIsAnEmptyStreamUntilItsFirstEvent(boolean resuming, Stack stack)
            throws Exception {
        String id = stack.newVendedor();
        Sheet sheet = Sheet.today(stack.api(), id);
        Posicion desde = new Posicion(Made.uuid7(), 5);
        try (V1Viewer single = V1Viewer.of(id, Filter.NONE);
                V1Viewer many = V1Viewer.ofMany().connect(stack.tuned().url())) {
            if (resuming) {
                single.connect(stack.push().url(), desde);
            } else {
                single.connect(stack.push().url());
            }
            many.subscribe(id, Filter.of(sheet), resuming ? desde : null);
            assertEmpty(single);
            assertEmpty(many);

            Twelve twelve = Twelve.of(stack, sheet);
            single.awaitSeq(12).assertSound();
            many.awaitSeq(id, 12).assertSound();
            assertThat(single.states()).isEqualTo(twelve.table());
            assertThat(many.stream(id).shown().states()).isEqualTo(twelve.table());
            assertThat(single.stream().hellos()).isEqualTo(2);
            assertThat(many.stream(id).hellos()).isEqualTo(2);
        }
    }

    private static void assertEmpty(V1Viewer viewer) {
        JsonNode hello = viewer.awaitMessage("hello");
        assertThat(hello.get("epoca").isNull()).isTrue();
        assertThat(hello.get("seq").longValue()).isZero();
        JsonNode snapshot = viewer.awaitMessage("snapshot");
        assertThat(snapshot.get("seq").longValue()).isZero();
        assertThat(snapshot.get("checks").size()).isZero();
    }

    @Test
    void aNarrowerFilterResumesFromTheSamePosition(Stack stack) {
        Twelve twelve = Twelve.in(stack);
        Twelve other = twelve.days(1);
        try (V1Viewer wide = twelve.viewer().connect(stack.push().url()).awaitSeq(24);
                V1Viewer narrow = V1Viewer.of(twelve.vendedorId(), Filter.of(twelve.sheet()))) {
            twelve.change(2);
            other.change(2);
            narrow.connect(
                            stack.push().url(),
                            Objects.requireNonNull(wide.stream().shown().posicion()))
                    .awaitSeq(28)
                    .assertSound();
            assertDelta(narrow);
        }
    }
}
