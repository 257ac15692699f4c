package cargue.bench.scenario;

import cargue.bench.ScenarioFile;
import cargue.bench.load.Sheet;
import cargue.bench.measure.Times;
import cargue.bench.peer.CarguePeer;
import cargue.bench.peer.Peer;
import cargue.bench.socket.Ending;
import cargue.bench.socket.Loop;
import cargue.bench.viewer.CargueViewer;
import cargue.bench.viewer.Viewer;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How long a viewer waits for its sheet, from the start of its connection (TCP, handshake, snapshot), one after the
 * other: on a node just started and on a warm one; of one sheet, and of six on one socket.
 */
public final class Snapshot implements Measurement {

    private static final List<String> VENDEDORES = List.of("ID1", "ID2", "ID3", "ID4", "ID5", "ID6");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Progress progress;
    private final int repetitions;
    private final int warmUp;

    /** As the file says. */
    public Snapshot(ScenarioFile scenario, Progress progress) {
        this.progress = progress;
        this.repetitions = scenario.number("repetitions", 1, 10_000);
        this.warmUp = scenario.number("warm_up", 0, 100_000);
    }

    @Override
    public void prepare(Peer peer) throws InterruptedException {
        peer.fill(VENDEDORES);
    }

    @Override
    public Figures measure(Peer peer) throws InterruptedException {
        if (!(peer instanceof CarguePeer cargue)) {
            throw new StackException("only Cargue has snapshots");
        }
        Figures figures = new Figures();
        measure(cargue, VENDEDORES.subList(0, 1), figures);
        measure(cargue, VENDEDORES, figures);
        return figures;
    }

    private void measure(CarguePeer cargue, List<String> vendedores, Figures figures) throws InterruptedException {
        cargue.stack().push().stop();
        cargue.stack().push().start();
        cargue.stack().push().awaitReady(START_LIMIT);
        try (Loop loop = Loop.start("bench-joins")) {
            int sheets = vendedores.size();
            figures.put(
                    "first_" + sheets + "_ms",
                    joins(loop, cargue, vendedores, 1).percentile(100));
            add(figures, "cold_" + sheets, joins(loop, cargue, vendedores, repetitions));
            progress.say("warming up with " + warmUp + " connections");
            joins(loop, cargue, vendedores, warmUp);
            add(figures, "warm_" + sheets, joins(loop, cargue, vendedores, repetitions));
        }
    }

    private static Times joins(Loop loop, CarguePeer cargue, List<String> vendedores, int count)
            throws InterruptedException {
        Times times = new Times();
        for (int i = 0; i < count; i++) {
            CompletableFuture<Long> joined = new CompletableFuture<>();
            loop.execute(() -> new CargueViewer(cargue.source(0), vendedores, new Joining(joined)).connect(loop));
            times.add(loop.await(joined, LIMIT, "a snapshot of " + vendedores));
        }
        return times;
    }

    private static void add(Figures figures, String name, Times times) {
        figures.put(name + "_p50_ms", times.percentile(50)).put(name + "_p99_ms", times.percentile(99));
    }

    @Override
    public void forget(Peer peer) {}

    private record Joining(CompletableFuture<Long> joined) implements Viewer.Events {

        @Override
        public void moved(Viewer viewer, long before, long now) {
            boolean complete =
                    viewer.live() && viewer instanceof CargueViewer cargue && cargue.leastPosition() >= Sheet.PRODUCTS;
            if (complete && !joined.isDone()) {
                joined.complete(now - viewer.connection().startedAt());
                viewer.connection().close();
            }
        }

        @Override
        public void ended(Viewer viewer, Ending ending) {
            joined.completeExceptionally(new StackException("a viewer was ended: " + ending));
        }
    }
}
