package cargue.local.bench;

import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A morning's load: six viewers of one vendedor, 20 checks a second. Open loop: a check's time runs from the moment at
 * which it was to be sent, whether or not the one before it had been answered.
 */
final class PlanBench {

    static final int VIEWERS = 6;
    static final int CHECKS_PER_SECOND = 20;
    static final int WARM_UP_PER_SECOND = 200;

    private static final int PRODUCTS = 36;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String ingest;
    private final String push;
    private final String sheet;
    private final Progress progress;

    PlanBench(String ingest, String push, Progress progress) {
        this.ingest = ingest;
        this.push = push;
        this.progress = progress;
        this.sheet = "\"vendedor_id\":\"ID1\",\"dia\":\"LUNES\",\"fecha\":\""
                + LocalDate.now(ZoneId.of("America/Bogota")) + "\"";
    }

    /**
     * Runs it on a new stack.
     *
     * @param warmUp checks sent before, at {@link #WARM_UP_PER_SECOND}, so that the JVMs have compiled what runs; 0
     *     measures services that have just started
     * @throws StackException when a check is refused, or a viewer misses one or gets one twice
     */
    Latencies run(int warmUp, Duration measured) throws InterruptedException {
        fill();
        int checks = (int) (measured.toSeconds() * CHECKS_PER_SECOND);
        int first = PRODUCTS + 1 + warmUp;
        int events = first + checks;
        List<Watcher> watchers = new ArrayList<>();
        try {
            for (int i = 0; i < VIEWERS; i++) {
                watchers.add(
                        new Watcher(http, URI.create(push.replaceFirst("^http", "ws") + "/ws/cargue/ID1/"), events));
            }
            AtomicLongArray due = new AtomicLongArray(events);
            progress.say("warming up with " + warmUp + " checks, " + WARM_UP_PER_SECOND + " a second");
            send(0, warmUp, WARM_UP_PER_SECOND, due);
            progress.say(
                    "sending " + checks + " checks to " + VIEWERS + " viewers, " + CHECKS_PER_SECOND + " a second");
            send(warmUp, checks, CHECKS_PER_SECOND, due);
            awaitAll(watchers, events);
            return Latencies.of(watchers, due, first, events);
        } finally {
            watchers.forEach(Watcher::close);
        }
    }

    private void fill() throws InterruptedException {
        String products = IntStream.range(0, PRODUCTS)
                .mapToObj(i -> "{\"nombre\":\"AREPA " + i + "\",\"cantidad\":10}")
                .collect(Collectors.joining(",", "[", "]"));
        try {
            HttpResponse<String> answer = http.send(
                    post("guardar-sugerido", "{" + sheet + ",\"productos\":" + products + "}"),
                    HttpResponse.BodyHandlers.ofString());
            check(answer);
        } catch (IOException e) {
            throw new StackException("ingest-service does not answer: " + e);
        }
    }

    /** Sends each check at its time, and notes when each event was due, by its seq. */
    private void send(int from, int checks, int perSecond, AtomicLongArray due) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = from; i < from + checks; i++) {
            long time = start + (i - from) * SECOND / perSecond;
            for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            boolean tick = i / PRODUCTS % 2 == 0;
            String body = "{" + sheet + ",\"producto\":\"AREPA " + i % PRODUCTS + "\",\"d\":" + tick + "}";
            answers.add(http.sendAsync(post("actualizar-check-despachador", body), HttpResponse.BodyHandlers.ofString())
                    .thenAccept(answer -> due.set(check(answer), time)));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).join();
    }

    private HttpRequest post(String call, String body) {
        return HttpRequest.newBuilder(URI.create(ingest + "/api/" + call + "/"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static int check(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new StackException("a check was answered " + answer.statusCode() + " " + answer.body());
        }
        Matcher seq = SEQ.matcher(answer.body());
        return seq.find() ? Integer.parseInt(seq.group(1)) : 0;
    }

    private static void awaitAll(List<Watcher> watchers, int events) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (Watcher watcher : watchers) {
            for (int seq = PRODUCTS + 1; seq < events; seq++) {
                while (watcher.arrival(seq) == 0) {
                    if (System.nanoTime() > deadline) {
                        throw new StackException("a viewer did not get event " + seq);
                    }
                    Thread.sleep(POLL.toMillis());
                }
            }
            if (watcher.repeats() > 0) {
                throw new StackException("a viewer got " + watcher.repeats() + " messages twice");
            }
        }
    }
}
