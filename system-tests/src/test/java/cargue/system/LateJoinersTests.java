package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Dia;
import cargue.local.service.Service;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A crowd in a yard at work. {@code cargue.test.chaos-seconds} is how long it lasts (180), {@code cargue.test.seed}
 * repeats the dice of an earlier run.
 */
@ExtendWith(Stack.Extension.class)
class LateJoinersTests {

    private static final int SECONDS = Integer.getInteger("cargue.test.chaos-seconds", 180);
    private static final long SEED = Long.getLong("cargue.test.seed", System.nanoTime());
    private static final int VENDEDORES = 20;
    private static final int WRITES_A_SECOND = 60;
    private static final int SINGLES = 120;
    private static final int MANIES = 20;
    private static final int PLAINS = 35;
    private static final int SSES = 25;
    private static final Duration QUIESCE = Duration.ofSeconds(60);

    private final Random random = new Random(SEED);
    private final List<String> vendedores = new ArrayList<>();
    private final List<Filter> filters = new ArrayList<>();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void whoeverJoinsDropsMovesOrStallsShowsTheDatabasesStateAndNeverAnOlderOne(Stack stack) throws Exception {
        System.out.printf("Late joiners: %d s, seed %d%n", SECONDS, SEED);
        List<Service> nodes = List.of(
                stack.push(), stack.newPush("push-service-2", Map.of()), stack.newPush("push-service-3", Map.of()));
        Writers writers = new Writers(stack.api(), random.nextLong());
        try (Crowd crowd = new Crowd(nodes.stream().map(Service::url).toList(), random.nextLong())) {
            for (Service node : nodes.subList(1, nodes.size())) {
                Stack.restart(node);
            }
            prepare(stack, writers);
            populate(crowd);
            writers.start(WRITES_A_SECOND);
            CompletableFuture<Void> faults = faults(nodes);
            faults.get(10L * SECONDS, TimeUnit.SECONDS);
            writers.stop();
            crowd.settle();
            awaitAgreement(stack, crowd);
            assertNothingWasWrong(crowd);
            assertEveryStepWasTheState(stack, crowd);
            System.out.printf("Late joiners: %s, answers %s%n", crowd, writers.answers());
            assertThat(writers.answers()).containsOnlyKeys(200, 400);
        } finally {
            writers.stop();
            nodes.subList(1, nodes.size()).forEach(Service::close);
        }
    }

    private void prepare(Stack stack, Writers writers) {
        for (int i = 0; i < VENDEDORES; i++) {
            String id = stack.newVendedor();
            vendedores.add(id);
            writers.fill(id);
        }
        LocalDate today = Sheet.today(stack.api(), "ID1").fecha();
        filters.addAll(List.of(
                Filter.NONE,
                Filter.of(today),
                new Filter(today, Dia.LUNES),
                Filter.of(today.plusDays(1)),
                new Filter(null, Dia.MARTES)));
    }

    private void populate(Crowd crowd) {
        for (int i = 0; i < SINGLES; i++) {
            String id = anyVendedor();
            crowd.add(new Members.V1(V1Viewer.of(id, anyFilter()), List.of(id), filters));
        }
        for (int i = 0; i < MANIES; i++) {
            crowd.add(new Members.V1(V1Viewer.ofMany(), vendedores, filters));
        }
        for (int i = 0; i < PLAINS; i++) {
            String id = anyVendedor();
            // Without a fecha such a viewer is first told today's rows only: what it shows depends on when it came.
            crowd.add(new Members.Plain(new PlainViewer(id, filters.get(1 + random.nextInt(3))), id));
        }
        for (int i = 0; i < SSES; i++) {
            String id = anyVendedor();
            crowd.add(new Members.Sse(new SseViewer(id, filters.get(1 + random.nextInt(3))), id));
        }
    }

    private String anyVendedor() {
        return vendedores.get(random.nextInt(vendedores.size()));
    }

    private Filter anyFilter() {
        return filters.get(random.nextInt(filters.size()));
    }

    /** The second node stands still for 3 s, the third is restarted; ends with the run. */
    private static CompletableFuture<Void> faults(List<Service> nodes) {
        long quarter = TimeUnit.SECONDS.toMillis(SECONDS) / 4;
        return CompletableFuture.runAsync(nodes.get(1)::pause, after(quarter))
                .thenRunAsync(nodes.get(1)::resume, after(3_000))
                .thenRunAsync(() -> restart(nodes.get(2)), after(quarter))
                .thenRunAsync(() -> {}, after(2 * quarter));
    }

    private static Executor after(long millis) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    }

    private static void restart(Service node) {
        try {
            node.stop();
            Stack.restart(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitAgreement(Stack stack, Crowd crowd) {
        Map<String, Map<String, Table.Row>> table = new HashMap<>();
        Map<String, Long> lastSeqs = new HashMap<>();
        for (String id : vendedores) {
            table.put(id, stack.table().rows(id));
            lastSeqs.put(id, stack.table().lastSeq(id));
        }
        await().atMost(QUIESCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            crowd.members().forEach(crowd::reconnect);
            assertThat(crowd.members().stream()
                            .flatMap(member -> member.difference(table, lastSeqs).stream())
                            .limit(3))
                    .isEmpty();
        });
    }

    private static void assertNothingWasWrong(Crowd crowd) {
        assertThat(crowd.members().stream()
                        .flatMap(member -> member.violations().stream())
                        .limit(5))
                .isEmpty();
    }

    /** Not only at the end: what was shown at each position is what the topic's events up to it make. */
    private void assertEveryStepWasTheState(Stack stack, Crowd crowd) {
        Map<String, Fold> folds = stack.topic().readAll(vendedores::contains).stream()
                .collect(Collectors.groupingBy(Topic.Message::key))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> new Fold(Events.assertSound(e.getValue()))));
        List<String> wrong = crowd.members().stream()
                .filter(Members.V1.class::isInstance)
                .map(member -> ((Members.V1) member).viewer())
                .flatMap(viewer -> viewer.vendedores().stream()
                        .flatMap(id -> firstWrongStep(id, viewer.stream(id), folds.get(id)).stream()))
                .limit(5)
                .toList();
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> firstWrongStep(String id, V1Stream stream, Fold fold) {
        return stream.shown().trail().stream()
                .filter(step -> !fold.agrees(stream.filter(), step))
                .findFirst()
                .map(step -> id + " " + stream.filter() + ": " + step);
    }
}
