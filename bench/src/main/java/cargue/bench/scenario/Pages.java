package cargue.bench.scenario;

import cargue.bench.ScenarioFile;
import cargue.bench.measure.Times;
import cargue.bench.peer.CarguePeer;
import cargue.bench.peer.Peer;
import cargue.local.LocalStack;
import cargue.local.issuer.User;
import cargue.local.process.Installation;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long people wait: from a tap on one page to the frame in which the other shows it, and from opening a page to its
 * first sheet. In a real browser, which {@code web/bench/pages.mjs} drives.
 */
public final class Pages implements Measurement {

    private static final double NANOS_PER_MS = 1e6;

    private static final String VENDEDOR = "ID1";
    private static final double BYTES_PER_KB = 1e3;

    private final Progress progress;
    private final int warmUp;
    private final int repetitions;

    /** As the file says. */
    public Pages(ScenarioFile scenario, Progress progress) {
        this.progress = progress;
        this.warmUp = scenario.number("warm_up", 0, 10_000);
        this.repetitions = scenario.number("repetitions", 1, 10_000);
    }

    @Override
    public void prepare(Peer peer) throws InterruptedException {
        peer.fill(List.of("ID1", "ID2", "ID3", "ID4", "ID5", "ID6"));
    }

    @Override
    public Figures measure(Peer peer) throws InterruptedException {
        if (!(peer instanceof CarguePeer cargue)) {
            throw new StackException("only Cargue has these pages");
        }
        Map<String, double[]> times = drive(cargue.stack(), progress);
        Figures figures = new Figures();
        add(figures, "v_to_board", times);
        add(figures, "d_to_phone", times);
        add(figures, "first_board", times);
        add(figures, "first_phone", times);
        return figures.put("script_kb", of(times, "script_bytes")[0] / BYTES_PER_KB);
    }

    @Override
    public void forget(Peer peer) {}

    private Map<String, double[]> drive(LocalStack stack, Progress progress) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("node", "bench/pages.mjs")
                .directory(Installation.home().resolve("web").toFile());
        settings(stack).forEach((name, value) -> builder.environment().put("CARGUE_BENCH_" + name, value));
        try {
            Process process = builder.start();
            Thread telling = new Thread(() -> tell(process, progress), "bench-pages");
            telling.start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            telling.join();
            if (status != 0) {
                throw new StackException("the browser could not be measured, see above");
            }
            return answer.lines()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], Pages::numbers));
        } catch (IOException e) {
            throw new StackException("cannot run node, which the pages' bench needs: " + e.getMessage());
        }
    }

    private Map<String, String> settings(LocalStack stack) {
        User despachador = user(stack, "DESP1");
        return Map.of(
                "CARGUE", stack.push().url() + "/cargue/",
                "APP", stack.ingest().url() + "/app/",
                "VENDEDOR", VENDEDOR,
                "VENDEDOR_PASSWORD", user(stack, VENDEDOR).password(),
                "DESPACHADOR", despachador.user(),
                "DESPACHADOR_PASSWORD", despachador.password(),
                "WARM_UP", Integer.toString(warmUp),
                "REPETITIONS", Integer.toString(repetitions));
    }

    private static User user(LocalStack stack, String name) {
        return stack.issuer().users().stream()
                .filter(user -> user.user().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double[] numbers(String[] words) {
        return Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
    }

    private static void tell(Process process, Progress progress) {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(progress::say);
        } catch (IOException e) {
            progress.say("the browser's words were cut: " + e.getMessage());
        }
    }

    private static void add(Figures figures, String name, Map<String, double[]> found) {
        Times times = new Times();
        for (double ms : of(found, name)) {
            times.add(Math.round(ms * NANOS_PER_MS));
        }
        figures.put(name + "_p50_ms", times.percentile(50)).put(name + "_p99_ms", times.percentile(99));
    }

    private static double[] of(Map<String, double[]> times, String key) {
        double[] found = times.get(key);
        if (found == null || found.length == 0) {
            throw new StackException("the browser measured no " + key);
        }
        return found;
    }
}
