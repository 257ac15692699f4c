package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The plain stream: the state, then every change, with nothing between them missing. */
@ExtendWith(Stack.Extension.class)
class ViewerTests {

    private static final String NAME = "AREPA MEDIANA 330Gr";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static String path(Sheet sheet) {
        return "/ws/cargue/" + sheet.vendedorId() + "/";
    }

    private static List<JsonNode> awaitMessages(Viewer viewer, int count) {
        await().atMost(LIMIT).until(() -> viewer.messages().size() >= count);
        return viewer.messages();
    }

    @Test
    void aCheckArrivesWordForWord(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 100);
        sheet.check("d", NAME, true);
        try (Viewer viewer = Viewer.connectAfter(stack.push().url(), path(sheet), 2)) {
            JsonNode replay = awaitMessages(viewer, 1).get(0);
            sheet.check("v", NAME, true);
            JsonNode live = awaitMessages(viewer, 2).get(1);

            assertThat(replay.toString()).isEqualTo(message(sheet, false, 2, replay, ",\"replay\":true"));
            assertThat(live.toString()).isEqualTo(message(sheet, true, 3, live, ""));
        }
    }

    private static String message(Sheet sheet, boolean v, long seq, JsonNode like, String end) {
        return "{\"type\":\"check_update\",\"producto\":\"" + NAME + "\",\"v\":" + v + ",\"d\":true,\"dia\":\"LUNES\","
                + "\"fecha\":\"" + sheet.fecha() + "\",\"vendedor_id\":\"" + sheet.vendedorId() + "\",\"seq\":" + seq
                + ",\"total\":100,\"ocurrido_en\":" + like.get("ocurrido_en") + end + "}";
    }

    @Test
    void viewersWhoConnectLateGetTheStateThenEveryChangeWhileWritersKeepWriting(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        List<String> productos = Sheet.productos(36);
        sheet.sugerido(productos, 10);
        Viewer.connectAfter(stack.push().url(), path(sheet), 36).close();
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        List<Viewer> viewers = new ArrayList<>();
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int w = 0; w < 4; w++) {
                Random random = new Random(w);
                writers.add(executor.submit(() -> {
                    while (writing.get()) {
                        String producto = productos.get(random.nextInt(productos.size()));
                        sheet.check(random.nextBoolean() ? "v" : "d", producto, random.nextBoolean());
                    }
                }));
            }
            for (int i = 0; i < 25; i++) {
                viewers.add(Viewer.connect(stack.push().url(), path(sheet)));
                awaitMessages(viewers.get(i), 36 + 20); // some live changes before the next one connects
            }
            writing.set(false);
            for (Future<?> writer : writers) {
                writer.get();
            }
            long last = stack.table().lastSeq(sheet.vendedorId());
            for (Viewer viewer : viewers) {
                await().atMost(LIMIT).until(() -> lastSeq(viewer) == last);
                assertComplete(viewer.messages(), sheet);
            }
        } finally {
            writing.set(false);
            viewers.forEach(Viewer::close);
            executor.shutdownNow();
        }
    }

    private static long lastSeq(Viewer viewer) {
        List<JsonNode> messages = viewer.messages();
        return messages.isEmpty()
                ? 0
                : messages.get(messages.size() - 1).get("seq").longValue();
    }

    /** 36 rows, then one message a change: the seq after the newest row's, and so on without a gap. */
    private static void assertComplete(List<JsonNode> messages, Sheet sheet) {
        Map<String, Sheet.Row> state = new HashMap<>();
        long seq = 0;
        Set<String> replayed = new HashSet<>();
        for (JsonNode m : messages) {
            long next = m.get("seq").longValue();
            if (m.has("replay")) {
                assertThat(next).isGreaterThan(seq);
                assertThat(replayed.add(m.get("producto").stringValue())).isTrue();
                assertThat(replayed.size()).isLessThanOrEqualTo(36);
            } else {
                assertThat(replayed).hasSize(36);
                assertThat(next).isEqualTo(seq + 1);
            }
            seq = next;
            state.put(
                    m.get("producto").stringValue(),
                    new Sheet.Row(
                            m.get("v").booleanValue(),
                            m.get("d").booleanValue(),
                            m.get("total").intValue(),
                            m.get("seq").longValue()));
        }
        assertThat(state).isEqualTo(sheet.rows());
    }

    @Test
    void aFilterShowsItsSheetOnlyAndWithoutOneTheReplayIsToday(Stack stack) {
        String id = stack.newVendedor();
        Sheet today = Sheet.today(stack.api(), id);
        Sheet tomorrow = new Sheet(today.api(), id, today.dia(), today.fecha().plusDays(1));
        Sheet yesterday = new Sheet(today.api(), id, today.dia(), today.fecha().minusDays(1));
        Sheet tuesday = new Sheet(today.api(), id, cargue.contract.Dia.MARTES, today.fecha());
        List<Sheet> all = List.of(today, tomorrow, yesterday, tuesday);
        all.forEach(sheet -> sheet.sugerido(List.of(NAME), 5));
        String push = stack.push().url();
        try (Viewer open = Viewer.connectAfter(push, path(today), 4);
                Viewer filtered =
                        Viewer.connect(push, path(today) + "?fecha=" + tomorrow.fecha() + "T00:00&dia=lunes");
                Viewer past = Viewer.connect(push, path(today) + "?fecha=" + yesterday.fecha())) {
            // A viewer is registered after its handshake.
            awaitMessages(filtered, 1);
            awaitMessages(past, 1);
            all.forEach(sheet -> sheet.check("d", NAME, true));

            assertThat(seqs(awaitMessages(open, 5))).containsExactly(1L, 4L, 5L, 6L, 8L);
            assertThat(seqs(awaitMessages(filtered, 2))).containsExactly(2L, 6L);
            assertThat(seqs(awaitMessages(past, 2))).containsExactly(3L, 7L);
        }
    }

    private static List<Long> seqs(List<JsonNode> messages) {
        return messages.stream().map(m -> m.get("seq").longValue()).toList();
    }

    @Test
    void aVendedorOfWhichNothingIsKnownIsAnEmptyStream(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        try (Viewer viewer = Viewer.connect(stack.push().url(), "/ws/cargue/" + sheet.vendedorId())) {
            viewer.awaitTaken();
            sheet.sugerido(List.of(NAME), 5);

            assertThat(awaitMessages(viewer, 1).get(0).has("replay")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /ws/cargue/MUY-RARO/                      | 400
                    /ws/cargue/ID1/?fecha=2026-02-30          | 400
                    /ws/cargue/ID1/?fecha=2020-01-01          | 400
                    /ws/cargue/ID1/?dia=AYER                  | 400
                    /ws/cargue/ID1/?desde=5                   | 400
                    /ws/nada/ID1/                             | 404
                    """)
    void aHandshakeThatAsksForWhatCannotBeIsRefused(String path, int status, Stack stack) {
        assertThatThrownBy(() -> Viewer.connect(stack.push().url(), path))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
    }
}
