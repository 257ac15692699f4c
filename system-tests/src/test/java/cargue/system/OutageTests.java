package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.CheckEvento;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was answered with 200 arrives, whatever dies in between. */
@ExtendWith(Stack.Extension.class)
class OutageTests {

    private static final String NAME = "AREPA MEDIANA 330Gr";
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void kafkaDownForThirtySecondsDelaysOnlyThePush(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 10);
        TopicTests.awaitMessages(stack, sheet.vendedorId(), 1);
        stack.infra().stopKafka();
        int posts = 0;
        List<Long> millis = new ArrayList<>();
        try {
            long end = System.nanoTime() + OUTAGE.toNanos();
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                assertThat(tick(sheet, posts % 2 == 0, posts).status()).isEqualTo(200);
                millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
                posts++;
                LockSupport.parkNanos(PAUSE.toNanos()); // the rate of a busy yard
            }
            Collections.sort(millis);
            assertThat(millis.get(millis.size() * 95 / 100))
                    .as("95 of 100 POSTs")
                    .isLessThan(2_000);
            assertThat(millis.get(millis.size() - 1)).as("slowest POST").isLessThan(10_000);
            assertThat(stack.api().get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(stack.api().get("/actuator/health/liveness").status()).isEqualTo(200);
        } finally {
            stack.infra().startKafka();
        }

        List<Topic.Message> messages = TopicTests.awaitMessages(stack, sheet.vendedorId(), posts + 1);
        List<CheckEvento> events = Events.assertSound(messages);
        assertThat(events).hasSize(posts + 1);
        assertThat(messages).as("not all of it twice").hasSizeLessThan(2 * (posts + 1));
        assertThat(Events.replay(events)).isEqualTo(stack.table().rows(sheet.vendedorId()));
        System.out.printf("Kafka down: %d POSTs, slowest %d ms%n", posts, millis.get(millis.size() - 1));
    }

    /** As a phone does it: what there was no time for is sent again, with the same key, and so makes one event at most. */
    private static Api.Answer tick(Sheet sheet, boolean value, int number) {
        return Api.patiently(() -> sheet.check("d", NAME, value, sheet.vendedorId() + "-" + number));
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void anEventArrivesWhenItsInstanceIsKilledBetweenCommitAndSend(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 10);
        TopicTests.awaitMessages(stack, sheet.vendedorId(), 1);
        stack.infra().stopKafka(); // so that nothing committed from here on can have been sent
        try {
            assertThat(sheet.check("d", NAME, true).status()).isEqualTo(200);
            stack.ingest().kill();
        } finally {
            stack.infra().startKafka();
        }
        assertThat(Events.assertSound(stack.topic().read(sheet.vendedorId()))).hasSize(1);

        Stack.restart(stack.ingest());

        List<CheckEvento> events = Events.assertSound(TopicTests.awaitMessages(stack, sheet.vendedorId(), 2));
        assertThat(events.get(1).d()).isTrue();
        assertThat(sheet.check("v", NAME, true).seq()).isEqualTo(3);
    }

    @Test
    void anInstanceThatStartsWithoutKafkaServesAndSendsLater(Stack stack) throws Exception {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 10);
        TopicTests.awaitMessages(stack, sheet.vendedorId(), 1);
        stack.infra().stopKafka();
        try {
            stack.ingest().stop();
            Stack.restart(stack.ingest());
            assertThat(tick(sheet, true, 1).status()).isEqualTo(200);
        } finally {
            stack.infra().startKafka();
        }
        assertThat(Events.assertSound(TopicTests.awaitMessages(stack, sheet.vendedorId(), 2)))
                .hasSize(2);
        await().atMost(Duration.ofSeconds(30)).until(() -> stack.table().publishedSeq(sheet.vendedorId()) == 2);
    }
}
