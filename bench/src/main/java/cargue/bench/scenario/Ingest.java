package cargue.bench.scenario;

import cargue.bench.ScenarioFile;
import cargue.bench.load.ClosedLoop;
import cargue.bench.load.ClosedLoop.Client;
import cargue.bench.load.ClosedLoop.Outcome;
import cargue.bench.load.ClosedLoop.Request;
import cargue.bench.load.Sheet;
import cargue.bench.load.Sheet.Check;
import cargue.bench.measure.Cpu;
import cargue.bench.peer.CarguePeer;
import cargue.bench.peer.Peer;
import cargue.bench.peer.Pgbench;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * As many checks a second as it takes: clients that send the next when the last was answered, single and in batches;
 * beside it, on the same PostgreSQL, pgbench with the same statements.
 */
public final class Ingest implements Measurement {

    private static final double MICROS = 1e6;
    private static final int BUSY = 503;
    private static final Pattern BUSY_RESULT = Pattern.compile("\"status\":" + BUSY + ",");
    private static final Pattern RESULT = Pattern.compile("\"status\":(\\d+),\"body\":\\{.*?\"seq\":(\\d+)");

    private final Progress progress;
    private final ScenarioFile scenario;
    private final int vendedores;
    private final int seconds;
    private final int batch;
    private final List<Integer> clients;
    private final Map<Peer, Prepared> prepared = new HashMap<>();

    /** As the file says. */
    public Ingest(ScenarioFile scenario, Progress progress) {
        this.scenario = scenario;
        this.progress = progress;
        this.seconds = scenario.number("seconds", 1, 3_600);
        scenario.number("warm_up_seconds", 0, 3_600);
        this.batch = scenario.number("batch", 1, 500);
        this.clients = scenario.list("clients").stream().map(Integer::valueOf).toList();
        int most = clients.stream().mapToInt(Integer::intValue).max().orElse(0);
        this.vendedores = scenario.number("vendedores", Math.max(most, 1), 2_000);
    }

    private record Prepared(List<Sheet> sheets, ClosedLoop loop) {}

    @Override
    public void prepare(Peer peer) throws InterruptedException {
        List<Sheet> sheets = peer.fill(
                IntStream.rangeClosed(1, vendedores).mapToObj(i -> "ID" + i).toList());
        Prepared own = new Prepared(
                sheets,
                new ClosedLoop(
                        peer.posts(),
                        clients.stream().mapToInt(Integer::intValue).max().orElse(1)));
        prepared.put(peer, own);
        int warmUp = scenario.number("warm_up_seconds", peer.name(), 0, 3_600);
        progress.say(peer.name() + ": warming up for " + warmUp + " s");
        run(peer, own, 16, 1, warmUp);
        if (peer instanceof CarguePeer cargue) {
            run(peer, own, 4, batch, Math.max(1, warmUp / 4));
            Pgbench.prepare(cargue, vendedores);
        }
    }

    @Override
    public Figures measure(Peer peer) throws InterruptedException {
        Prepared own = Objects.requireNonNull(prepared.get(peer));
        Figures figures = new Figures();
        for (int count : clients) {
            add(figures, peer, own, new Level("single." + count, count, 1));
            if (peer instanceof CarguePeer cargue) {
                double reached = Pgbench.run(cargue, vendedores, count, Duration.ofSeconds(seconds));
                figures.put("pgbench_checks_per_s." + count, reached)
                        .put("of_pgbench.single." + count, figure(figures, "checks_per_s.single." + count) / reached);
                add(figures, peer, own, new Level("batch." + count, count, batch));
                figures.put("of_pgbench.batch." + count, figure(figures, "checks_per_s.batch." + count) / reached);
            }
        }
        return figures;
    }

    private record Level(String name, int clients, int batch) {}

    private void add(Figures figures, Peer peer, Prepared own, Level level) throws InterruptedException {
        progress.say(peer.name() + ": " + level.name());
        Map<String, Double> before = cpu(peer);
        Outcome outcome = run(peer, own, level.clients(), level.batch(), seconds);
        Map<String, Double> after = cpu(peer);
        figures.put("checks_per_s." + level.name(), outcome.perSecond())
                .put("busy." + level.name(), (double) outcome.busy())
                .put("answer_p50_ms." + level.name(), outcome.answers().percentile(50))
                .put("answer_p99_ms." + level.name(), outcome.answers().percentile(99));
        before.forEach((part, from) -> figures.put(
                "cpu_us_per_check." + part + "." + level.name(),
                (Objects.requireNonNull(after.get(part)) - from) * MICROS / outcome.checks()));
    }

    /** Sends, then returns when viewers of all sheets have been shown every check. */
    private Outcome run(Peer peer, Prepared own, int count, int size, int time) throws InterruptedException {
        List<Batches> senders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            senders.add(new Batches(peer, every(own.sheets(), i, count), size));
        }
        Outcome outcome = own.loop().run(senders, Duration.ofSeconds(time));
        if (peer.keepsChecks() && peer instanceof CarguePeer) {
            try (Audience all = new Audience(peer, own.sheets(), own.sheets().size(), 0)) {
                all.connect();
                all.awaitAll();
            }
        }
        return outcome;
    }

    private static List<Sheet> every(List<Sheet> sheets, int first, int step) {
        List<Sheet> own = new ArrayList<>();
        for (int i = first; i < sheets.size(); i += step) {
            own.add(sheets.get(i));
        }
        return own;
    }

    private static double figure(Figures figures, String name) {
        return Objects.requireNonNull(figures.values().get(name));
    }

    private static Map<String, Double> cpu(Peer peer) {
        Map<String, Double> seconds = new HashMap<>();
        peer.parts().forEach(part -> seconds.put(part.name(), Cpu.seconds(part.pid())));
        return seconds;
    }

    /** A client that goes round its sheets. */
    private static final class Batches implements Client {

        private final Peer peer;
        private final List<Sheet> sheets;
        private final int size;
        private int next;

        Batches(Peer peer, List<Sheet> sheets, int size) {
            this.peer = peer;
            this.sheets = sheets;
            this.size = size;
        }

        @Override
        public Request next() {
            Sheet sheet = sheets.get(next++ % sheets.size());
            if (size == 1 || !(peer instanceof CarguePeer cargue)) {
                Check check = sheet.next(0);
                return new Request(peer.request(check), 1, (status, body) -> isTaken(check, status, body));
            }
            List<Check> checks = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                checks.add(sheet.next(0));
            }
            return new Request(cargue.batch(checks), size, (status, body) -> isTaken(checks, status, body));
        }

        private boolean isTaken(Check check, int status, ByteBuffer body) {
            if (status == BUSY) {
                return false;
            }
            peer.verify(check, status, body);
            return true;
        }

        /** A batch's checks are all of one sheet, so they are taken together or none of them is. */
        private static boolean isTaken(List<Check> checks, int status, ByteBuffer body) {
            String text = StandardCharsets.UTF_8.decode(body.duplicate()).toString();
            if (BUSY_RESULT.matcher(text).results().count() == checks.size()) {
                return false;
            }
            Matcher results = RESULT.matcher(text);
            int found = 0;
            while (results.find()) {
                boolean right = results.group(1).equals("200")
                        && found < checks.size()
                        && Long.parseLong(results.group(2)) == checks.get(found).number();
                if (!right) {
                    throw new StackException("a batch was answered " + status + " " + text);
                }
                found++;
            }
            if (found != checks.size()) {
                throw new StackException("a batch was answered " + status + " " + text);
            }
            return true;
        }
    }

    @Override
    public void forget(Peer peer) {
        Prepared own = prepared.remove(peer);
        if (own != null) {
            own.loop().close();
        }
    }
}
