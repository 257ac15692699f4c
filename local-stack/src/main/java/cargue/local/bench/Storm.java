package cargue.local.bench;

import cargue.local.bench.socket.Ending;
import cargue.local.bench.socket.Loop;
import cargue.local.process.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Many viewers that connect at once. Its state belongs to the loop's thread; {@link #connectAll()} is for another. */
final class Storm implements Viewer.Events {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final int TELL_EVERY = 500;

    private final Stage stage;
    private final Load load;
    private final Loop loop;
    private final List<Viewer> viewers = new ArrayList<>();
    private final Map<Viewer, Long> liveAt = new HashMap<>();
    private final Map<String, Integer> heads = new HashMap<>();
    private final Map<String, Integer> retries = new TreeMap<>();
    private CompletableFuture<Long> allLive = new CompletableFuture<>();
    private long startedAt;
    private boolean endsExpected;

    Storm(Stage stage, Load load, int count) {
        this.stage = stage;
        this.load = load;
        this.loop = stage.loop();
        for (int i = 0; i < count; i++) {
            String vendedor = Stage.VENDEDORES.get(i % Stage.VENDEDORES.size());
            viewers.add(Viewer.of(List.of(vendedor), stage.checks().fecha(), this));
        }
    }

    /**
     * What became of it.
     *
     * @param times of each viewer, from the common start to where it is live: hello and all that it announces have come,
     *     and its position is at least the greatest seq that was answered before the start
     * @param deltas viewers that got a delta instead of a snapshot
     * @param retries attempts that failed
     * @param listenOverflows connections that the system dropped because the server had not taken earlier ones yet
     * @param databaseConnections the most that push-service had to PostgreSQL's port at any look
     */
    record Outcome(
            Latencies times,
            long deltas,
            long retries,
            double cpuSeconds,
            long listenOverflows,
            long databaseConnections) {}

    /** Connects all and waits until the last is live. */
    Outcome connectAll() throws InterruptedException {
        long push = stage.stack().push().pid();
        double cpu = cpuSeconds(push);
        long overflows = TcpTable.listenOverflows();
        CompletableFuture<Long> done = loop.call(this::begin);
        long connections = watch(done, push);
        double used = cpuSeconds(push) - cpu;
        return loop.call(() -> outcome(used, TcpTable.listenOverflows() - overflows, connections));
    }

    /** Drops all connections at once; gives how many. */
    int cut() {
        viewers.forEach(viewer -> viewer.connection().drop());
        return viewers.size();
    }

    /** From now until the next storm the server may end viewers. */
    boolean expectEnds() {
        endsExpected = true;
        return true;
    }

    /** Whether each has all that was stored, once the load has stopped. */
    boolean isSettled() {
        return viewers.stream()
                .flatMap(viewer -> viewer.followers().stream())
                .allMatch(follower -> follower.live() && follower.position() >= load.head(follower.vendedor()));
    }

    /** Compares each viewer's rows with what was stored; gives how many were right. */
    int verify() {
        Map<String, Map<String, Long>> latest = new HashMap<>();
        Stage.VENDEDORES.forEach(vendedor -> latest.put(vendedor, load.latest(vendedor)));
        for (Viewer viewer : viewers) {
            for (Follower follower : viewer.followers()) {
                follower.verify(Objects.requireNonNull(latest.get(follower.vendedor())));
            }
        }
        return viewers.size();
    }

    @Override
    public void moved(Viewer viewer, Follower follower, long before, long now) {
        boolean arrived = follower.live()
                && follower.position() >= Objects.requireNonNull(heads.get(follower.vendedor()))
                && liveAt.putIfAbsent(viewer, now) == null;
        if (arrived && liveAt.size() % TELL_EVERY == 0) {
            stage.say(liveAt.size() + " of " + viewers.size() + " are live");
        }
        if (arrived && liveAt.size() == viewers.size()) {
            allLive.complete(now);
        }
    }

    @Override
    public void ended(Viewer viewer, Ending ending) {
        if (endsExpected) {
            return;
        }
        if (liveAt.containsKey(viewer)) {
            throw new StackException("a live viewer was ended: " + ending);
        }
        retries.merge(ending.toString(), 1, Integer::sum);
        Duration asked = ending instanceof Ending.Refused refused ? Duration.ofSeconds(refused.retryAfter()) : RETRY;
        loop.after(asked.isZero() ? RETRY : asked, () -> viewer.connect(loop));
    }

    private CompletableFuture<Long> begin() {
        endsExpected = false;
        liveAt.clear();
        retries.clear();
        Stage.VENDEDORES.forEach(vendedor -> heads.put(vendedor, load.head(vendedor)));
        allLive = new CompletableFuture<>();
        startedAt = System.nanoTime();
        viewers.forEach(viewer -> viewer.connect(loop));
        return allLive;
    }

    /** Counts push-service's connections to the database until all are live. */
    private long watch(CompletableFuture<Long> done, long push) throws InterruptedException {
        long most = 0;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            most = Math.max(
                    most, TcpTable.connections(push, stage.stack().postgres().port()));
            loop.check();
            load.check();
            try {
                done.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                return most;
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw new StackException(loop.call(this::late), e);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("nobody fails it", e);
            }
        }
    }

    private String late() {
        Map<String, Integer> late = new TreeMap<>();
        for (Viewer viewer : viewers) {
            if (!liveAt.containsKey(viewer)) {
                late.merge(viewer.progress(), 1, Integer::sum);
            }
        }
        return "of " + viewers.size() + " viewers were not live within " + LIMIT.toSeconds() + " s: " + late
                + "; failed attempts: " + retries;
    }

    private Outcome outcome(double cpuSeconds, long listenOverflows, long databaseConnections) {
        retries.forEach((ending, count) -> stage.say(count + " attempts failed: " + ending));
        long deltas = viewers.stream()
                .filter(viewer -> viewer.followers().get(0).byDelta())
                .count();
        return new Outcome(
                Latencies.of(
                        liveAt.values().stream().mapToLong(at -> at - startedAt).toArray()),
                deltas,
                retries.values().stream().mapToInt(Integer::intValue).sum(),
                cpuSeconds,
                listenOverflows,
                databaseConnections);
    }

    private static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(duration -> duration.toMillis() / 1e3)
                .orElse(0.0);
    }
}
