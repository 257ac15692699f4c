package cargue.local.bench;

import cargue.local.LocalStack;
import cargue.local.issuer.User;
import cargue.local.process.Installation;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long people wait: from a tap on one page to the frame in which the other shows it, and from opening a page to its
 * first sheet. In a real browser, which {@code web/bench/pages.mjs} drives.
 */
final class PagesBench {

    private static final String VENDEDOR = Stage.VENDEDORES.get(0);
    private static final double NANOS_PER_MS = 1e6;
    private static final double BYTES_PER_KB = 1e3;

    private final int warmUp;
    private final int repetitions;

    PagesBench(Choice choice) {
        warmUp = choice.get(Setting.WARM_UP);
        repetitions = choice.get(Setting.REPETITIONS);
    }

    /** Runs it on a new stack. */
    Report run(LocalStack stack, Progress progress) throws InterruptedException {
        try (Stage stage = Stage.set(stack, progress)) {
            Map<String, double[]> times = drive(stage.stack(), stage.progress());
            Report report = new Report();
            add(report, "V tapped, shown on the board", "v_to_board", times);
            add(report, "D unticked, shown on the phone", "d_to_phone", times);
            add(report, "the board's first sheet", "first_board", times);
            add(report, "the phone's first sheet", "first_phone", times);
            report.line(
                    "script of the larger page, compressed",
                    new Report.Figure("script_kb", "%.1f KB", of(times, "script_bytes")[0] / BYTES_PER_KB));
            return report;
        }
    }

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
                    .collect(Collectors.toMap(words -> words[0], PagesBench::numbers));
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

    private static void add(Report report, String label, String key, Map<String, double[]> times) {
        long[] nanos = Arrays.stream(of(times, key))
                .mapToLong(ms -> Math.round(ms * NANOS_PER_MS))
                .toArray();
        report.line(label, Report.spread(key, Latencies.of(nanos)));
    }

    private static double[] of(Map<String, double[]> times, String key) {
        double[] found = times.get(key);
        if (found == null || found.length == 0) {
            throw new StackException("the browser measured no " + key);
        }
        return found;
    }
}
