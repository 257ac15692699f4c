package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.CheckEvento;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** v implies d implies total &gt; 0, gapless seq, and events that make the table, whatever comes at once. */
@ExtendWith(Stack.Extension.class)
class ConcurrencyTests {

    private static final int WRITERS = 16;
    private static final int OPERATIONS = 10_000;
    private static final String NAME = "AREPA MEDIANA 330Gr";

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void sixteenWritersOnOneRowNeverBreakTheRuleOfTheSheet(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 3);
        long seed = System.nanoTime();
        System.out.println("seed " + seed);

        List<Callable<Integer>> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            Random random = new Random(seed + w);
            writers.add(() -> {
                int accepted = 0;
                for (int i = 0; i < OPERATIONS / WRITERS; i++) {
                    accepted += operate(sheet, random);
                }
                return accepted;
            });
        }
        int accepted = runAll(writers);

        assertThat(accepted).isGreaterThan(OPERATIONS / 10); // the operations did meet
        long last = stack.table().lastSeq(sheet.vendedorId());
        List<CheckEvento> events = Events.assertSound(TopicTests.awaitMessages(stack, sheet.vendedorId(), (int) last));
        assertThat(events).hasSize((int) last);
        assertThat(Events.replay(events)).isEqualTo(stack.table().rows(sheet.vendedorId()));
    }

    /** A random operation; tells whether it was accepted. */
    private static int operate(Sheet sheet, Random random) {
        int kind = random.nextInt(8);
        int cantidad = random.nextInt(3);
        int adicional = random.nextInt(2);
        Api.Answer answer = Api.patiently(() -> switch (kind) {
            case 0, 1 -> sheet.check("v", NAME, true);
            case 2 -> sheet.check("v", NAME, false);
            case 3, 4 -> sheet.check("d", NAME, true);
            case 5 -> sheet.check("d", NAME, false);
            case 6 -> sheet.cantidad(NAME, cantidad);
            default -> sheet.adicional(NAME, adicional);
        });
        assertThat(answer.status()).as(answer.text()).isIn(200, 400);
        if (answer.status() == 400) {
            assertThat(answer.json().get("error").stringValue()).isIn("CHECK_D_REQUERIDO", "SIN_CANTIDAD");
            return 0;
        }
        JsonNode row = answer.json();
        if (row.has("v")) {
            assertThat(!row.get("v").booleanValue() || row.get("d").booleanValue())
                    .isTrue();
            assertThat(!row.get("d").booleanValue() || row.get("total").intValue() > 0)
                    .isTrue();
        }
        return 1;
    }

    static int runAll(List<Callable<Integer>> tasks) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            int sum = 0;
            for (Future<Integer> future : executor.invokeAll(tasks)) {
                sum += future.get();
            }
            return sum;
        } finally {
            executor.shutdownNow();
        }
    }

    /**
     * The row is read in the same round trip as the lock. Were it read before the lock is got, a tick of V would be judged
     * by a D that was unticked while it waited: no event and no row would show that, only who looks at the order.
     */
    @Test
    void isJudgedByWhatWasCommittedWhileItWaitedForTheLock(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 1);
        assertThat(sheet.check("d", NAME, true).status()).isEqualTo(200);
        ExecutorService phone = Executors.newSingleThreadExecutor();
        try (var holder = stack.table().connect();
                var looker = stack.table().connect();
                var lock = holder.prepareStatement("SELECT 1 FROM vendedor_stream WHERE vendedor_id = ? FOR UPDATE");
                var untick = holder.prepareStatement("UPDATE renglon SET d = false WHERE vendedor_id = ?");
                var waiting = looker.prepareStatement(
                        "SELECT 1 FROM pg_locks WHERE NOT granted AND ? = ANY" + " (pg_blocking_pids(pid))")) {
            holder.setAutoCommit(false);
            lock.setString(1, sheet.vendedorId());
            lock.execute();
            waiting.setInt(1, backend(holder));
            Future<Api.Answer> tick = phone.submit(() -> sheet.check("v", NAME, true));
            await().pollInterval(Duration.ofMillis(10)).until(() -> {
                try (var found = waiting.executeQuery()) {
                    return found.next();
                }
            });
            untick.setString(1, sheet.vendedorId());
            untick.executeUpdate();
            holder.commit();
            Api.Answer answer = tick.get();
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.json().get("error").stringValue()).isEqualTo("CHECK_D_REQUERIDO");
        } finally {
            phone.shutdownNow();
        }
    }

    private static int backend(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT pg_backend_pid()");
                var row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void vendedoresDoNotWaitForEachOther(Stack stack) throws Exception {
        Sheet held = Sheet.today(stack.api(), stack.newVendedor());
        Sheet free = Sheet.today(stack.api(), stack.newVendedor());
        held.sugerido(List.of(NAME), 1);
        free.sugerido(List.of(NAME), 1);
        try (var connection = stack.table().connect()) {
            connection.setAutoCommit(false);
            try (var lock =
                    connection.prepareStatement("SELECT 1 FROM vendedor_stream WHERE vendedor_id = ? FOR UPDATE")) {
                lock.setString(1, held.vendedorId());
                lock.execute();
                assertThat(free.check("d", NAME, true).status()).isEqualTo(200);

                Api.Answer waited = held.check("d", NAME, true, held.vendedorId());
                assertThat(waited.status()).isEqualTo(503);
                assertThat(waited.json().get("error").stringValue()).isEqualTo("NO_DISPONIBLE");
                assertThat(waited.headers()).containsKey("retry-after");

                Api.Answer batch = stack.api()
                        .post(
                                "/api/checks/",
                                "{\"checks\":[" + held.body(NAME, "id", "h", "d", true) + ","
                                        + free.body(NAME, "id", "f", "d", false) + "]}");
                assertThat(batch.json().get("resultados").get(0).get("status").intValue())
                        .isEqualTo(503);
                assertThat(batch.json().get("resultados").get(1).get("status").intValue())
                        .isEqualTo(200);
            }
            connection.rollback();
        }
        assertThat(held.check("d", NAME, true, held.vendedorId()).seq()).isEqualTo(2);
    }
}
