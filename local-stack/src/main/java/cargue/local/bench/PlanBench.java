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
import java.util.function.IntToLongFunction;
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

    private static final int PRODUCTS = 36;
    private static final long PERIOD = Duration.ofSeconds(1).toNanos() / CHECKS_PER_SECOND;
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
     * @param warmUp checks sent before, each after the answer to the one before it, so that the JVMs have compiled what
     *     runs; 0 measures services that have just started
     * @throws StackException when a check is refused, or a viewer misses one or gets one twice
     */
    Result run(int warmUp, Duration measured) throws InterruptedException {
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
            AtomicLongArray answered = new AtomicLongArray(events);
            progress.say("warming up with " + warmUp + " checks, one after the other");
            for (int i = 0; i < warmUp; i++) {
                send(i, System.nanoTime(), due, answered).join();
            }
            progress.say(
                    "sending " + checks + " checks to " + VIEWERS + " viewers, " + CHECKS_PER_SECOND + " a second");
            sendOnTime(warmUp, checks, due, answered);
            awaitAll(watchers, events);
            return new Result(
                    Latencies.of(List.of(answered::get), due, first, events),
                    Latencies.of(watchers.stream().map(PlanBench::arrivals).toList(), due, first, events));
        } finally {
            watchers.forEach(Watcher::close);
        }
    }

    private static IntToLongFunction arrivals(Watcher watcher) {
        return watcher::arrival;
    }

    /** From a check's due moment to its answer, and to each viewer. */
    record Result(Latencies answer, Latencies viewer) {}

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

    /** Sends each check at its time. */
    private void sendOnTime(int from, int checks, AtomicLongArray due, AtomicLongArray answered) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < checks; i++) {
            long time = start + i * PERIOD;
            for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            answers.add(send(from + i, time, due, answered));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).join();
    }

    /** Sends the n-th check, and notes when its event was due and when it was answered, by its seq. */
    private CompletableFuture<Void> send(int n, long time, AtomicLongArray due, AtomicLongArray answered) {
        boolean tick = n / PRODUCTS % 2 == 0;
        String body = "{" + sheet + ",\"producto\":\"AREPA " + n % PRODUCTS + "\",\"d\":" + tick + "}";
        return http.sendAsync(post("actualizar-check-despachador", body), HttpResponse.BodyHandlers.ofString())
                .thenAccept(answer -> {
                    long now = System.nanoTime();
                    int seq = check(answer);
                    due.set(seq, time);
                    answered.set(seq, now);
                });
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
