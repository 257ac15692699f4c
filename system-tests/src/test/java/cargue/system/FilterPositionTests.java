package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Posicion;
import cargue.local.service.Service;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What lies outside of a filter moves the position and nothing else. */
@ExtendWith(Stack.Extension.class)
class FilterPositionTests {

    /** Above the tuned node's latido, far below the 15 s of another. */
    private static final Duration SOON = Duration.ofSeconds(4L * Stack.LATIDO_S);

    @Test
    void changesOfOtherSheetsMoveThePositionWithinALatido(Stack stack) throws Exception {
        Twelve watched = Twelve.in(stack);
        Twelve other = watched.days(1);
        String id = watched.vendedorId();
        String node = stack.tuned().url();
        watched.awaitOn(stack.tuned());
        try (V1Viewer single = V1Viewer.of(id, Filter.of(watched.sheet()))
                        .connect(node)
                        .awaitSeq(24);
                V1Viewer many = V1Viewer.ofMany().connect(node);
                SseViewer sse = new SseViewer(id, Filter.of(watched.sheet()))
                        .connect(node)
                        .awaitSeq(24)) {
            many.subscribe(id, Filter.of(watched.sheet()));
            many.awaitSeq(id, 24);
            other.change(5);

            single.awaitMessage("checks", m -> m.get("a").longValue() == 29, SOON);
            many.awaitMessage("checks", m -> m.get("a").longValue() == 29, SOON);
            sse.awaitSeq(29).assertSound();
            for (V1Viewer viewer : List.of(single, many)) {
                assertThat(viewer.assertSound().messages("checks"))
                        .allMatch(m -> m.get("checks").isEmpty());
            }
            Posicion position = Objects.requireNonNull(single.stream().shown().posicion());
            single.drop();
            other.change(1);
            single.connect(node).awaitSeq(position.seq() + 1).assertSound();
            PositionTests.assertDelta(single);
            assertThat(single.states().keySet())
                    .allMatch(key -> key.startsWith(watched.sheet().fecha() + "/"));
            assertThat(single.states()).hasSize(12);
        }
    }

    @Test
    void aPositionThatMovesWithEachMessageNeedsNoEmptyOne(Stack stack) throws Exception {
        Twelve watched = Twelve.in(stack);
        Twelve other = watched.days(1);
        try (V1Viewer viewer = V1Viewer.of(watched.vendedorId(), Filter.of(watched.sheet()))
                .connect(stack.tuned().url())
                .awaitSeq(24)) {
            for (int i = 0; i < 10; i++) {
                other.change(1);
                watched.change(1);
                viewer.awaitSeq(watched.last()).assertSound();
            }
            assertThat(viewer.states()).hasSize(12);
        }
    }

    /** A message that is lost on the way shows within a latido, though nothing more is changed. */
    @Test
    void aLostMessageIsNoticedWithinALatido(Stack stack) throws Exception {
        Twelve twelve = Twelve.in(stack);
        try (V1Viewer viewer =
                twelve.viewer().connect(stack.tuned().url()).awaitSeq(12).assertSound()) {
            viewer.loseOne();
            twelve.change(1);
            viewer.awaitMessage("latido", m -> m.get("seq").longValue() == 13, SOON);
            assertThat(viewer.violations()).anyMatch(v -> v.contains("latido at 13, so that is lost"));

            viewer.connect(stack.tuned().url()).awaitSeq(13);
            PositionTests.assertDelta(viewer);
            assertThat(viewer.states()).isEqualTo(twelve.table());
        }
    }

    @Test
    void rowsOfASheetOf8DaysAgoOnlyMoveThePosition(Stack stack) throws Exception {
        Twelve old = aged(stack);
        String id = old.vendedorId();
        Service late = stack.tuned();
        try (V1Viewer before = old.viewer().connect(stack.push().url()).awaitSeq(12)) {
            old.change(3);
            before.awaitSeq(15).assertSound();
            late.stop();
            Stack.restart(late);
            for (Service node : List.of(stack.push(), late)) {
                try (V1Viewer viewer = old.viewer().connect(node.url()).awaitSeq(15);
                        V1Viewer edge = V1Viewer.of(
                                        id, Filter.of(old.sheet().fecha().plusDays(1)))
                                .connect(node.url())
                                .awaitSeq(15)) {
                    assertThat(viewer.assertSound().states()).isEmpty();
                    edge.assertSound();
                    assertRefused(node, id, old.sheet().fecha());
                }
            }
            assertThat(before.assertSound().states()).isEmpty();
        }
    }

    /** A sheet of 8 days ago: made on the last day on which that is allowed, and a day passes. */
    private static Twelve aged(Stack stack) {
        Sheet today = Sheet.today(stack.api(), stack.newVendedor());
        Sheet week = new Sheet(
                today.api(), today.vendedorId(), today.dia(), today.fecha().minusDays(7));
        Twelve.of(stack, week);
        stack.table().update("UPDATE renglon SET fecha = fecha - 1 WHERE vendedor_id = ?", week.vendedorId());
        return new Twelve(
                stack,
                new Sheet(
                        week.api(), week.vendedorId(), week.dia(), week.fecha().minusDays(1)));
    }

    private static void assertRefused(Service node, String id, LocalDate fecha) {
        Filter filter = Filter.of(fecha);
        String path = "/ws/cargue/" + id + "/" + filter.query(null);
        assertThat(TextSocket.refusal(node.url(), path, V1Viewer.SUBPROTOCOL)).isEqualTo(400);
        assertThat(TextSocket.refusal(node.url(), path, null)).isEqualTo(400);
        for (String start : List.of("/api/planilla/", "/sse/cargue/")) {
            Api.Answer refused = new Api(node.url()).get(start + id + "/", Map.of("fecha", fecha.toString()));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("error").stringValue()).isEqualTo("FECHA_FUERA_DE_RANGO");
        }
        try (V1Viewer many = V1Viewer.ofMany().connect(node.url())) {
            many.send(filter.subscribe(id, null).toString());
            JsonNode error = many.awaitMessage("error");
            assertThat(error.get("codigo").stringValue()).isEqualTo("FECHA_FUERA_DE_RANGO");
            assertThat(error.get("vendedor_id").stringValue()).isEqualTo(id);
        }
    }
}
