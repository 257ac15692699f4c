package cargue.bench.scenario;

import cargue.bench.ScenarioFile;
import cargue.bench.load.OpenLoop;
import cargue.bench.load.Sheet;
import cargue.bench.measure.Cpu;
import cargue.bench.measure.TcpTable;
import cargue.bench.measure.Times;
import cargue.bench.peer.Peer;
import cargue.bench.peer.Peer.Part;
import cargue.local.process.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Checks at a steady rate to viewers: how soon they see them, and what that costs each process. */
public final class Stream implements Measurement {

    private static final double MICROS = 1e6;
    private static final String RATE = "checks_per_second";
    private static final String STALLED = "stalled_of_ten";
    private static final String WARM_UP_VIEWERS = "warm_up_viewers";

    private final ScenarioFile scenario;
    private final Progress progress;
    private final int seconds;
    private final Map<Peer, Prepared> prepared = new HashMap<>();

    /** As the file says. */
    public Stream(ScenarioFile scenario, Progress progress) {
        this.scenario = scenario;
        this.progress = progress;
        scenario.number("viewers", 1, 20_000);
        scenario.number("vendedores", 1, 2_000);
        scenario.number(STALLED, 0, 9);
        this.seconds = scenario.number("seconds", 1, 3_600);
        scenario.number("warm_up_seconds", 0, 3_600);
        scenario.number(RATE, 1, 10_000);
        scenario.number("warm_up_checks_per_second", 1, 10_000);
        scenario.number(WARM_UP_VIEWERS, 1, 20_000);
    }

    private record Prepared(List<Sheet> sheets, OpenLoop load) {}

    @Override
    public void prepare(Peer peer) throws InterruptedException {
        List<Sheet> sheets = peer.fill(IntStream.rangeClosed(1, scenario.number("vendedores", peer.name(), 1, 2_000))
                .mapToObj(i -> "ID" + i)
                .toList());
        OpenLoop load = new OpenLoop(peer, sheets);
        prepared.put(peer, new Prepared(sheets, load));
        int warmUp = scenario.number("warm_up_seconds", peer.name(), 0, 3_600);
        if (warmUp > 0) {
            progress.say(peer.name() + ": warming up for " + warmUp + " s");
            try (Audience audience = new Audience(peer, sheets, viewers(WARM_UP_VIEWERS, peer), 0)) {
                audience.connect();
                load.warmUp(rate("warm_up_checks_per_second", peer), Duration.ofSeconds(warmUp));
                audience.awaitAll();
            }
        }
    }

    @Override
    public Figures measure(Peer peer) throws InterruptedException {
        Prepared own = Objects.requireNonNull(prepared.get(peer));
        try (Audience audience = new Audience(peer, own.sheets(), viewers("viewers", peer), stalledOfTen(peer))) {
            audience.connect();
            Map<Part, Double> before = cpu(peer);
            long checks = own.load().run(rate(RATE, peer), Duration.ofSeconds(seconds));
            audience.awaitAll();
            Map<Part, Double> after = cpu(peer);
            return figures(peer, own, audience, new Spent(checks, before, after));
        }
    }

    private record Spent(long checks, Map<Part, Double> before, Map<Part, Double> after) {

        double micros(Part part) {
            return (Objects.requireNonNull(after.get(part)) - Objects.requireNonNull(before.get(part))) * MICROS;
        }
    }

    private Figures figures(Peer peer, Prepared own, Audience audience, Spent spent) throws InterruptedException {
        Times times = audience.times();
        Times answers = own.load().answers();
        Figures figures = new Figures()
                .put("checks_per_s", rate(RATE, peer))
                .put("checks", (double) spent.checks())
                .put("deliveries", (double) times.count());
        double all = 0;
        double delivering = 0;
        for (Part part : peer.parts()) {
            all += spent.micros(part);
            delivering += part.delivers() ? spent.micros(part) : 0;
        }
        figures.put("cpu_us_per_delivery", delivering / times.count()).put("cpu_us_per_check", all / spent.checks());
        for (Part part : peer.parts()) {
            figures.put("cpu_us_per_check." + part.name(), spent.micros(part) / spent.checks());
        }
        figures.put("viewer_p50_ms", times.percentile(50))
                .put("viewer_p99_ms", times.percentile(99))
                .put("viewer_p99.9_ms", times.percentile(99.9))
                .put("answer_p50_ms", answers.percentile(50))
                .put("answer_p99_ms", answers.percentile(99));
        if (stalledOfTen(peer) > 0) {
            figures.put("stalled", stalled(audience)).put("stalled_closed", audience.closedStalled());
        }
        return figures;
    }

    /** Viewers for which bytes wait at the server. */
    private static double stalled(Audience audience) throws InterruptedException {
        Set<Integer> ports = new HashSet<>(audience.stalledPorts());
        return TcpTable.established().stream()
                .filter(end -> ports.contains(end.remotePort()) && end.unsent() > 0)
                .count();
    }

    private static Map<Part, Double> cpu(Peer peer) {
        Map<Part, Double> seconds = new HashMap<>();
        peer.parts().forEach(part -> seconds.put(part, Cpu.seconds(part.pid())));
        return seconds;
    }

    private int viewers(String key, Peer peer) {
        return scenario.number(key, peer.name(), 1, 20_000);
    }

    private int stalledOfTen(Peer peer) {
        return scenario.number(STALLED, peer.name(), 0, 9);
    }

    private int rate(String key, Peer peer) {
        return scenario.number(key, peer.name(), 1, 10_000);
    }

    @Override
    public void forget(Peer peer) {
        Prepared own = prepared.remove(peer);
        if (own != null) {
            own.load().close();
        }
    }
}
