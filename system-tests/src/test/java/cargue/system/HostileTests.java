package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import cargue.contract.CheckEvento;
import cargue.local.process.Jvm;
import cargue.local.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * 10,000 spoiled requests and messages, while good clients write and watch. {@code -Dcargue.hostile.seed=N} repeats a
 * run. After most tests, since it leaves rows behind.
 */
@Order(Integer.MAX_VALUE - 2)
@ExtendWith(Stack.Extension.class)
class HostileTests {

    private static final long SEED = Long.getLong("cargue.hostile.seed", 20_261_124);
    private static final int SENDERS = 6;
    private static final int REQUESTS = 7_000 / SENDERS + 1;
    private static final int MESSAGES = 3_000 / SENDERS + 1;
    private static final int GOOD_A_SECOND = 10;

    /** What a heap may grow by for reasons of its own, such as code that had never run. */
    private static final long SLACK = 24 << 20;

    /** 10,000 refusals are not worth 10,000 lines. */
    private static final int LOG_LINES = 100;

    @Test
    @Timeout(600)
    void doNoHarm(Stack stack) throws Exception {
        String target = stack.newVendedor();
        Writers writers = new Writers(stack.api(), SEED);
        String good = stack.newVendedor();
        writers.fill(good);
        new Writers(stack.api(), SEED).fill(target);
        List<Service> services = List.of(stack.ingest(), stack.push());
        Random seeds = new Random(SEED);
        List<HostileSender> senders = Stream.generate(() -> new HostileSender(stack, target, seeds.nextLong()))
                .limit(SENDERS)
                .toList();
        try (V1Viewer viewer = V1Viewer.of(good, Filter.NONE)) {
            viewer.connect(stack.push().url());
            writers.start(GOOD_A_SECOND);
            attack(senders, REQUESTS / 5, MESSAGES / 5);
            long lines = lines(services);
            long[] before = heaps(services);
            attack(senders, REQUESTS - REQUESTS / 5, MESSAGES - MESSAGES / 5);
            writers.stop();
            assertHarmless(senders, before, heaps(services), lines(services) - lines);
            assertThat(writers.answers()).as("good clients").containsOnlyKeys(200, 400);
            viewer.awaitSeq(stack.table().lastSeq(good)).assertSound();
        }
        for (int i = 0; i < services.size(); i++) {
            assertIdle(services.get(i));
        }
        assertThat(stack.table().rows(target))
                .as("what was taken, and nothing else")
                .isEqualTo(Events.replay(published(stack, target)));
    }

    private static void attack(List<HostileSender> senders, int requests, int messages) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(senders.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (HostileSender sender : senders) {
                running.add(threads.submit(() -> {
                    sender.requests(requests);
                    sender.messages(messages);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertHarmless(List<HostileSender> senders, long[] before, long[] after, long lines) {
        Map<String, Integer> outcomes = new TreeMap<>();
        senders.forEach(
                sender -> sender.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum)));
        System.out.printf(
                "Hostile, seed %d: %s; live heap ingest %d then %d KiB, push %d then %d KiB; %d lines of log%n",
                SEED, outcomes, before[0] >> 10, after[0] >> 10, before[1] >> 10, after[1] >> 10, lines);
        List<String> faults =
                senders.stream().flatMap(sender -> sender.faults().stream()).toList();
        assertAll(
                () -> assertThat(faults).as("seed " + SEED).isEmpty(),
                () -> assertThat(after[0]).as("live heap of ingest").isLessThan(before[0] + SLACK),
                () -> assertThat(after[1]).as("live heap of push").isLessThan(before[1] + SLACK),
                () -> assertThat(lines).as("lines of log").isLessThan(LOG_LINES));
    }

    private static long[] heaps(List<Service> services) throws InterruptedException {
        long[] heaps = new long[services.size()];
        for (int i = 0; i < heaps.length; i++) {
            heaps[i] = Jvm.liveHeap(services.get(i).pid());
        }
        return heaps;
    }

    private static long lines(List<Service> services) throws IOException {
        long lines = 0;
        for (Service service : services) {
            try (Stream<String> log = Files.lines(service.log())) {
                lines += log.count();
            }
        }
        return lines;
    }

    /** No thread works on a request any more. */
    static void assertIdle(Service service) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Jvm.threads(service.pid()))
                        .filteredOn(thread -> thread.startsWith("\"http-nio") || thread.startsWith("\"qtp"))
                        .isNotEmpty()
                        .noneMatch(thread -> thread.contains("doFilter")));
    }

    private static List<CheckEvento> published(Stack stack, String vendedorId) {
        Table rows = stack.table();
        await().atMost(Duration.ofSeconds(30)).until(() -> rows.publishedSeq(vendedorId) == rows.lastSeq(vendedorId));
        return Events.assertSound(stack.topic().read(vendedorId));
    }
}
