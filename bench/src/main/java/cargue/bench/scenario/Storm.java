package cargue.bench.scenario;

import cargue.bench.ScenarioFile;
import cargue.bench.load.OpenLoop;
import cargue.bench.load.Sheet;
import cargue.bench.measure.Cpu;
import cargue.bench.measure.TcpTable;
import cargue.bench.measure.Times;
import cargue.bench.peer.CarguePeer;
import cargue.bench.peer.Peer;
import cargue.bench.peer.Peer.Part;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** All viewers lose their connections at once and come back at once, while checks go on. */
public final class Storm implements Measurement {

    /** Longer than any storm; it is ended when the storm is over. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ScenarioFile scenario;
    private final Progress progress;
    private final int viewers;
    private final int vendedores;
    private final int warmUps;
    private final Map<Peer, Prepared> prepared = new HashMap<>();

    /** As the file says. */
    public Storm(ScenarioFile scenario, Progress progress) {
        this.scenario = scenario;
        this.progress = progress;
        this.viewers = scenario.number("viewers", 1, 20_000);
        this.vendedores = scenario.number("vendedores", 1, 2_000);
        this.warmUps = scenario.number("warm_up_storms", 0, 100);
        scenario.number("checks_per_second", 1, 10_000);
    }

    private record Prepared(OpenLoop load, Crowd crowd) {}

    @Override
    public void prepare(Peer peer) throws InterruptedException {
        List<Sheet> sheets = peer.fill(
                IntStream.rangeClosed(1, vendedores).mapToObj(i -> "ID" + i).toList());
        Crowd crowd = new Crowd(peer, sheets, viewers);
        prepared.put(peer, new Prepared(new OpenLoop(peer, sheets), crowd));
        for (int i = 0; i < warmUps; i++) {
            progress.say(peer.name() + ": storm to warm up, " + (i + 1) + " of " + warmUps);
            storm(peer);
        }
    }

    @Override
    public Figures measure(Peer peer) throws InterruptedException {
        requireCountable(peer);
        return storm(peer);
    }

    private Figures storm(Peer peer) throws InterruptedException {
        Prepared own = Objects.requireNonNull(prepared.get(peer));
        Crowd crowd = own.crowd();
        progress.say(peer.name() + ": " + viewers + " viewers connect");
        crowd.connectAll();
        crowd.cut();
        CompletableFuture<Void> writes = CompletableFuture.runAsync(() -> write(own.load(), peer));
        double cpu = cpu(peer);
        Times times = crowd.connectAll();
        long connections = databaseConnections(peer);
        double spent = cpu(peer) - cpu;
        own.load().stop();
        join(writes);
        if (peer.keepsChecks()) {
            crowd.awaitAll();
        }
        Figures figures = new Figures()
                .put("viewers", viewers)
                .put("last_live_s", times.percentile(100) / 1e3)
                .put("live_p50_s", times.percentile(50) / 1e3)
                .put("live_p99_s", times.percentile(99) / 1e3)
                .put("retries", crowd.retries())
                .put("cpu_ms_per_viewer", spent * 1e3 / viewers);
        crowd.cut(); // the next peer's need the descriptors
        if (peer instanceof CarguePeer) {
            figures.put("by_delta", (double) crowd.byDelta()).put("database_connections_of_push", (double) connections);
        }
        return figures;
    }

    private void write(OpenLoop load, Peer peer) {
        try {
            load.run(scenario.number("checks_per_second", peer.name(), 1, 10_000), LONGEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(CompletableFuture<Void> writes) throws InterruptedException {
        try {
            writes.get();
        } catch (ExecutionException e) {
            throw new StackException("the checks during a storm: " + e.getCause(), e);
        }
    }

    /** A zero is worth something only where a connection would be seen. */
    private static void requireCountable(Peer peer) {
        if (peer instanceof CarguePeer cargue
                && (!TcpTable.isKnown()
                        || TcpTable.connections(
                                        cargue.stack().ingest().pid(),
                                        cargue.stack().postgres().port())
                                == 0)) {
            throw new StackException("this system does not show which process is connected to the database");
        }
    }

    private static long databaseConnections(Peer peer) {
        return peer instanceof CarguePeer cargue
                ? TcpTable.connections(
                        cargue.stack().push().pid(), cargue.stack().postgres().port())
                : 0;
    }

    private static double cpu(Peer peer) {
        return peer.parts().stream()
                .filter(Part::delivers)
                .mapToDouble(part -> Cpu.seconds(part.pid()))
                .sum();
    }

    @Override
    public void forget(Peer peer) {
        Prepared own = prepared.remove(peer);
        if (own != null) {
            own.load().close();
            own.crowd().close();
        }
    }
}
