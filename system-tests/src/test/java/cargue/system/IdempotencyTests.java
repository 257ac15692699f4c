package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import cargue.local.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same key answers the same, and acts once. */
@ExtendWith(Stack.Extension.class)
class IdempotencyTests {

    private static final String NAME = "AREPA MEDIANA 330Gr";

    /** The despachador of all tests has one scope for keys. */
    private final String key = UUID.randomUUID().toString();

    @Test
    void answersByteForByteWhateverHappenedSince(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 10);
        Api.Answer refused = sheet.check("v", NAME, true, key + "v1");
        Api.Answer missing = sheet.check("v", "NADA", true, key + "v2");
        Api.Answer ticked = sheet.check("d", NAME, true, key + "d1");
        sheet.check("d", NAME, false);

        assertThat(sheet.check("v", NAME, true, key + "v1").text()).isEqualTo(refused.text());
        assertThat(sheet.check("v", "NADA", true, key + "v2").text()).isEqualTo(missing.text());
        assertThat(sheet.check("d", NAME, true, key + "d1").text()).isEqualTo(ticked.text());
        assertThat(sheet.rows().get(NAME).d()).isFalse();
    }

    @Test
    void aKeyBelongsToItsCallAndItsValues(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME, "B"), 10);
        sheet.check("d", NAME, true, key);

        assertThat(stack.api()
                        .post("/api/cargue-corregir-cantidad/", sheet.body(NAME, "nueva_cantidad", 5), key)
                        .status())
                .isEqualTo(200);
        assertThat(sheet.check("d", NAME, false, key).text()).contains("CLAVE_REUTILIZADA");
        assertThat(sheet.check("d", "B", true, key).status()).isEqualTo(422);
        assertThat(stack.api()
                        .post(
                                "/api/actualizar-check-despachador/",
                                sheet.body(NAME + " ", "d", true).replace("LUNES", "lunes"),
                                key)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyBelongsToItsUser(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        Sheet ofAdmin = Sheet.today(stack.api().as(Rol.ADMIN, Users.ADMIN), sheet.vendedorId());
        sheet.sugerido(List.of(NAME), 10);
        Api.Answer ticked = sheet.check("d", NAME, true, key);

        Api.Answer unticked = ofAdmin.check("d", NAME, false, key);

        assertThat(unticked.status()).isEqualTo(200);
        assertThat(unticked.seq()).isEqualTo(3);
        assertThat(sheet.check("d", NAME, true, key).text()).isEqualTo(ticked.text());
        assertThat(ofAdmin.check("d", NAME, false, key).text()).isEqualTo(unticked.text());
        assertThat(sheet.rows().get(NAME).d()).isFalse();
    }

    /** A key that was used is no way to learn what was answered to it. */
    @Test
    void whoMayNotCallIsNotToldTheStoredAnswer(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 10);
        String body = sheet.body(NAME, "d", true);
        sheet.check("d", NAME, true, key);

        for (Rol rol : List.of(Rol.VENDEDOR, Rol.ANALISTA)) {
            Api.Answer answer =
                    stack.api().as(rol, sheet.vendedorId()).post("/api/actualizar-check-despachador/", body, key);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().get("error").stringValue()).isEqualTo("NO_PERMITIDO");
        }
    }

    @Test
    void whatWasNotDecidedUnderTheLockIsNotStored(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        Sheet unknown = Sheet.today(stack.api(), "U" + sheet.vendedorId());
        assertThat(unknown.check("d", NAME, true, key).status()).isEqualTo(400);
        assertThat(stack.api()
                        .post("/api/actualizar-check-despachador/", "{", key)
                        .status())
                .isEqualTo(400);
        stack.api().putVendedor(unknown.vendedorId());

        assertThat(unknown.check("d", NAME, true, key).status()).isEqualTo(404);
    }

    @Test
    void aKeyThatIsNoneIsRefused(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());

        assertThat(sheet.check("d", NAME, true, "con espacio").text()).contains("\"campo\":\"Idempotency-Key\"");
        assertThat(sheet.check("d", NAME, true, "k".repeat(101)).text()).contains("\"campo\":\"Idempotency-Key\"");
    }

    @Test
    void answersTheSameAfterARestart(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 10);
        Api.Answer first = sheet.check("d", NAME, true, key);
        sheet.check("d", NAME, false);

        stack.ingest().stop();
        Stack.restart(stack.ingest());

        assertThat(sheet.check("d", NAME, true, key).text()).isEqualTo(first.text());
        assertThat(stack.table().lastSeq(sheet.vendedorId())).isEqualTo(3);
    }

    @Test
    void actsOnceWhenTwoInstancesGetItAtOnce(Stack stack) throws Exception {
        try (Service second = stack.newIngest("ingest-service-2")) {
            Stack.restart(second);
            String id = stack.newVendedor();
            Sheet here = Sheet.today(stack.api(), id);
            Sheet there = Sheet.today(new Api(second.url()), id);
            here.sugerido(List.of(NAME), 10);
            warmUp(Sheet.today(there.api(), stack.newVendedor()));

            for (int round = 0; round < 50; round++) {
                boolean value = round % 2 == 0;
                String ofRound = key + round;
                List<Api.Answer> answers =
                        together(8, i -> (i % 2 == 0 ? here : there).check("d", NAME, value, ofRound));
                assertThat(answers.stream().map(Api.Answer::text).collect(Collectors.toSet()))
                        .hasSize(1);
                assertThat(answers.get(0).seq()).isEqualTo(round + 2L);
            }
            assertThat(Events.assertSound(TopicTests.awaitMessages(stack, id, 51)))
                    .hasSize(51);
        }
    }

    /** Their transactions do not wait for the same lock: both find the key free, and the second to store is told. */
    @Test
    void aKeyForTwoVendedoresAtOnceActsForOneOfThem(Stack stack) throws Exception {
        Sheet one = Sheet.today(stack.api(), stack.newVendedor());
        Sheet other = Sheet.today(stack.api(), stack.newVendedor());
        one.fill(List.of(NAME), 10);
        other.fill(List.of(NAME), 10);

        for (int round = 0; round < 100; round++) {
            boolean value = round % 2 == 0;
            String ofRound = key + round;
            List<Api.Answer> answers = together(2, i -> (i == 0 ? one : other).check("d", NAME, value, ofRound));
            assertThat(answers.stream().map(Api.Answer::status).toList()).containsExactlyInAnyOrder(200, 422);
        }
    }

    /** The first changes take a new JVM longer than those that wait for them are given. */
    private static void warmUp(Sheet sheet) throws Exception {
        sheet.fill(List.of(NAME), 10);
        together(4, i -> Api.patiently(() -> sheet.check("d", NAME, i % 2 == 0)));
    }

    /** Does the i-th thing. */
    interface Task {
        Api.Answer run(int i) throws Exception;
    }

    private static List<Api.Answer> together(int count, Task task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(count);
        CyclicBarrier barrier = new CyclicBarrier(count);
        try {
            List<Callable<Api.Answer>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int n = i;
                tasks.add(() -> {
                    barrier.await();
                    return task.run(n);
                });
            }
            List<Api.Answer> answers = new ArrayList<>();
            for (Future<Api.Answer> future : executor.invokeAll(tasks)) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            executor.shutdownNow();
        }
    }
}
