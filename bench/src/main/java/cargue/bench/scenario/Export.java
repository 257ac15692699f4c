package cargue.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.bench.ScenarioFile;
import cargue.bench.load.Topic;
import cargue.bench.peer.CarguePeer;
import cargue.bench.peer.Peer;
import cargue.local.process.Installation;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./cargue export} of a long topic in each format, as people run it, and of its last tenth; and how soon
 * push-service, started anew, has read the topic.
 */
public final class Export implements Measurement {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TENTH = 10;
    private static final double MEGA = 1e6;
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final long EXPORT_LIMIT_MINUTES = 30;
    private static final String LINES = "ndjson";

    private final Progress progress;
    private final int events;
    private final int vendedores;
    private @Nullable Filled filled;

    /** As the file says. */
    public Export(ScenarioFile scenario, Progress progress) {
        this.progress = progress;
        this.events = scenario.number("events", TENTH, 100_000_000);
        this.vendedores = scenario.number("vendedores", 1, 10_000);
    }

    /**
     * The topic as it was filled.
     *
     * @param tenth when its last tenth began
     */
    private record Filled(Path directory, Instant begin, Instant tenth, Instant end) {}

    @Override
    public void prepare(Peer peer) throws InterruptedException {
        CarguePeer cargue = cargue(peer);
        progress.say("writing " + events + " events");
        Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (Topic topic =
                new Topic(cargue.stack().kafka().bootstrapServers(), LocalDate.parse(cargue.fecha()), vendedores)) {
            topic.write(events - events / TENTH);
            Instant tenth = nextMilli();
            topic.write(events / TENTH);
            filled = new Filled(Files.createTempDirectory("cargue-bench-export-"), begin, tenth, nextMilli());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that no event before has, and all events after. */
    private static Instant nextMilli() {
        Instant next = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        while (Instant.now().isBefore(next)) {
            Thread.onSpinWait();
        }
        return next;
    }

    @Override
    public Figures measure(Peer peer) throws InterruptedException {
        CarguePeer cargue = cargue(peer);
        Filled topic = filled;
        if (topic == null) {
            throw new StackException("not prepared");
        }
        Figures figures = new Figures();
        JsonNode tenth = export(cargue, topic, topic.tenth(), LINES, events / TENTH);
        figures.put(LINES + "_tenth_peak_mb", peak(tenth));
        for (String format : List.of(LINES, "parquet", "csv")) {
            JsonNode all = export(cargue, topic, topic.begin(), format, events);
            figures.put(format + "_peak_mb", peak(all));
            figures.put(format + "_events_per_s", events / all.get("seconds").doubleValue());
        }
        return figures.put("push_start_s", pushStart(cargue));
    }

    private JsonNode export(CarguePeer cargue, Filled topic, Instant from, String format, int expected)
            throws InterruptedException {
        Path file = topic.directory().resolve("export." + format);
        JsonNode result = run(List.of(
                Installation.home().resolve("cargue").toString(),
                "export",
                "--kafka",
                cargue.stack().kafka().bootstrapServers(),
                "--desde",
                from.toString(),
                "--hasta",
                topic.end().toString(),
                "--formato",
                format,
                "--force",
                "--json",
                file.toString()));
        require(format, "eventos", result, expected);
        require(format, "repetidos", result, 0);
        require(format, "ilegibles", result, 0);
        if (format.equals(LINES) && lines(file) != expected) {
            throw new StackException("the export has " + lines(file) + " lines instead of " + expected);
        }
        return result;
    }

    private JsonNode run(List<String> command) throws InterruptedException {
        progress.say(String.join(" ", command));
        try {
            Path said = Files.createTempFile("cargue-bench-export-", ".log");
            try {
                Process process =
                        new ProcessBuilder(command).redirectError(said.toFile()).start();
                String result = new String(process.getInputStream().readAllBytes(), UTF_8);
                if (!process.waitFor(EXPORT_LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new StackException("the export failed: " + Files.readString(said));
                }
                return JSON.readTree(result);
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(String format, String name, JsonNode result, long expected) {
        if (result.path(name).longValue() != expected) {
            throw new StackException(
                    "the export as " + format + " should have " + name + " " + expected + ": " + result);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double peak(JsonNode result) {
        return Optional.ofNullable(result.get("peak_memory_bytes"))
                        .orElseThrow(() -> new StackException("this system does not tell a process's peak memory"))
                        .longValue()
                / MEGA;
    }

    private static double pushStart(CarguePeer cargue) throws InterruptedException {
        cargue.stack().push().stop();
        long start = System.nanoTime();
        cargue.stack().push().start();
        cargue.stack().push().awaitReady(START_LIMIT);
        return (System.nanoTime() - start) / 1e9;
    }

    private static CarguePeer cargue(Peer peer) {
        if (peer instanceof CarguePeer cargue) {
            return cargue;
        }
        throw new StackException("only Cargue has an export");
    }

    @Override
    public void forget(Peer peer) {
        Filled topic = filled;
        if (topic != null) {
            try {
                Trees.delete(topic.directory());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
