package cargue.bench.scenario;

import cargue.bench.ScenarioFile;
import cargue.bench.load.OpenLoop;
import cargue.bench.load.Sheet;
import cargue.bench.measure.Cpu;
import cargue.bench.measure.Memory;
import cargue.bench.peer.Peer;
import cargue.bench.peer.Peer.Part;
import cargue.local.process.Progress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What viewers cost to whom nothing is sent: memory of the delivering process after a forced collection, with them and
 * before; what the kernel keeps for their sockets; and the CPU of doing nothing.
 */
public final class Idle implements Measurement {

    private static final double MILLIS = 1e3;

    private final Progress progress;
    private final int viewers;
    private final int vendedores;
    private final int warmUpViewers;
    private final int seconds;

    /** As the file says. */
    public Idle(ScenarioFile scenario, Progress progress) {
        this.progress = progress;
        this.viewers = scenario.number("viewers", 1, 20_000);
        this.vendedores = scenario.number("vendedores", 1, 2_000);
        this.warmUpViewers = scenario.number("warm_up_viewers", 1, 20_000);
        this.seconds = scenario.number("seconds", 1, 3_600);
    }

    @Override
    public Start start() {
        return Start.EACH_TIME;
    }

    @Override
    public void prepare(Peer peer) {}

    @Override
    public Figures measure(Peer peer) throws InterruptedException {
        List<Sheet> sheets = peer.fill(
                IntStream.rangeClosed(1, vendedores).mapToObj(i -> "ID" + i).toList());
        useOnce(peer, sheets);
        peer.collectGarbage();
        long before = delivering(peer);
        OptionalLong socketsBefore = Memory.ofSockets();
        try (Audience audience = new Audience(peer, sheets, viewers, 0)) {
            progress.say(peer.name() + ": " + viewers + " viewers connect");
            audience.connect();
            double cpu = cpu(peer);
            TimeUnit.SECONDS.sleep(seconds);
            double spent = cpu(peer) - cpu;
            audience.loop().check();
            peer.collectGarbage();
            Figures figures = new Figures()
                    .put("viewers", viewers)
                    .put("kib_per_viewer", (delivering(peer) - before) / 1024.0 / viewers)
                    .put("idle_cpu_ms_per_s", spent * MILLIS / seconds);
            Memory.ofSockets()
                    .ifPresent(sockets -> figures.put(
                            "socket_kib_per_viewer", (sockets - socketsBefore.orElse(0)) / 2.0 / 1024 / viewers));
            return figures;
        }
    }

    /** So that what is loaded and made once is there before. */
    private void useOnce(Peer peer, List<Sheet> sheets) throws InterruptedException {
        try (Audience first = new Audience(peer, sheets, warmUpViewers, 0);
                OpenLoop load = new OpenLoop(peer, sheets)) {
            first.connect();
            load.run(sheets.size(), Duration.ofSeconds(1));
            first.awaitAll();
        }
    }

    private static long delivering(Peer peer) {
        return peer.parts().stream()
                .filter(Part::delivers)
                .mapToLong(part -> Memory.ofTree(part.pid()))
                .sum();
    }

    private static double cpu(Peer peer) {
        return peer.parts().stream()
                .mapToDouble(part -> Cpu.seconds(part.pid()))
                .sum();
    }

    @Override
    public void forget(Peer peer) {}
}
