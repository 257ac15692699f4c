package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Posicion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the server-sent events that resumes by {@code Last-Event-ID} and judges what it gets. Thread-safe. */
final class SseViewer implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Trace trace = new Trace();
    private final String vendedorId;
    private final Filter filter;
    private final PlainRows rows;
    private @Nullable Posicion lastEventId;
    private @Nullable Posicion lastOfConnection;
    private @Nullable Lines lines;
    private CompletableFuture<Boolean> ended = new CompletableFuture<>();

    SseViewer(String vendedorId, Filter filter) {
        this.vendedorId = vendedorId;
        this.filter = filter;
        this.rows = new PlainRows(vendedorId, filter, trace::violated);
    }

    /** Connects and returns when the stream is open; throws when it is refused. */
    SseViewer connect(String nodeUrl) {
        connecting(nodeUrl).join();
        return this;
    }

    /** Connects and asks for what follows a position that it has not earned. */
    SseViewer connect(String nodeUrl, Posicion desde) {
        open(nodeUrl, desde).join();
        return this;
    }

    /** Begins to connect, resuming where it is; fails with another status than 200. */
    synchronized CompletableFuture<Void> connecting(String nodeUrl) {
        return open(nodeUrl, lastEventId);
    }

    private synchronized CompletableFuture<Void> open(String nodeUrl, @Nullable Posicion desde) {
        close();
        ended = new CompletableFuture<>();
        lastOfConnection = null;
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(nodeUrl + "/sse/cargue/" + vendedorId + "/" + filter.query(null)))
                .header("Authorization", "Bearer " + Users.viewer());
        if (desde != null) {
            request.header("Last-Event-ID", desde.toString());
        }
        trace.add("-> " + nodeUrl + " from " + desde);
        Lines opening = new Lines();
        lines = opening;
        CompletableFuture<Void> opened = new CompletableFuture<>();
        var unused = CLIENT.sendAsync(request.build(), info -> {
                    if (info.statusCode() == 200
                            && info.headers()
                                    .firstValue("Content-Type")
                                    .orElse("")
                                    .startsWith("text/event-stream")) {
                        opened.complete(null);
                    } else {
                        opened.completeExceptionally(new IllegalStateException("answer " + info.statusCode()));
                    }
                    return HttpResponse.BodySubscribers.fromLineSubscriber(opening);
                })
                .whenComplete((response, e) -> {
                    opened.completeExceptionally(new IllegalStateException("the stream is over", e));
                    end(opening);
                });
        return opened;
    }

    private synchronized void end(Lines of) {
        if (lines == of) {
            trace.add("<- end");
            lines = null;
            ended.complete(true);
        }
    }

    /** What is under way of one connection, line by line. */
    private final class Lines implements Flow.Subscriber<String> {

        private final Map<String, String> block = new HashMap<>();
        private Flow.@Nullable Subscription subscription;
        private boolean asleep;
        private boolean cancelled;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            synchronized (SseViewer.this) {
                subscription = given;
                if (cancelled) {
                    given.cancel();
                } else if (!asleep) {
                    given.request(1);
                }
            }
        }

        @Override
        public void onNext(String line) {
            synchronized (SseViewer.this) {
                Flow.Subscription current = subscription;
                if (lines != this || current == null) {
                    return;
                }
                take(block, line);
                if (!asleep) {
                    current.request(1);
                }
            }
        }

        @Override
        public void onError(Throwable e) {
            end(this);
        }

        @Override
        public void onComplete() {
            end(this);
        }
    }

    private void take(Map<String, String> block, String line) {
        if (!line.isEmpty()) {
            int colon = line.indexOf(':');
            if (colon != 0) {
                block.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            return;
        }
        Map<String, String> whole = Map.copyOf(block);
        block.clear();
        if (!whole.isEmpty()) {
            trace.add("<- " + whole);
            try {
                dispatch(whole);
            } catch (RuntimeException e) { // whatever is not as the contract says, and a mistake in this class
                trace.violated("not understood: " + e);
            }
        }
    }

    private void dispatch(Map<String, String> block) {
        Posicion id = Posicion.parse(block.getOrDefault("id", "")).orElseThrow();
        Posicion before = lastOfConnection;
        check(before == null || id.compareTo(before) >= 0, "id went back from " + before);
        Posicion known = lastEventId;
        if (known != null && !known.epoca().equals(id.epoca())) {
            check(id.compareTo(known) > 0, "epoca went back from " + known);
            rows.clear();
        }
        if (block.containsKey("data")) {
            check("check_update".equals(block.get("event")), "event");
            Documented.message(Documented.ONE, block.get("data"));
            JsonNode message = Api.JSON.readTree(block.get("data"));
            check(message.get("seq").longValue() == id.seq(), "id is not the row's seq");
            rows.take(message);
        }
        lastOfConnection = id;
        lastEventId = id;
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            trace.violated(what);
        }
    }

    synchronized boolean isConnected() {
        return lines != null;
    }

    Filter filter() {
        return filter;
    }

    synchronized @Nullable Posicion lastEventId() {
        return lastEventId;
    }

    /** Waits until a seq is reached. */
    SseViewer awaitSeq(long seq) {
        await().alias("seq " + seq).atMost(V1Viewer.LIMIT).untilAsserted(() -> {
            Posicion reached = lastEventId();
            assertThat(reached == null ? 0 : reached.seq()).as(toString()).isGreaterThanOrEqualTo(seq);
        });
        return this;
    }

    synchronized Map<String, Sheet.Row> rows() {
        return rows.rows();
    }

    synchronized void stall() {
        if (lines != null) {
            trace.add("-- stalled");
            lines.asleep = true;
        }
    }

    synchronized void wake() {
        if (lines != null && lines.asleep) {
            trace.add("-- awake");
            lines.asleep = false;
            if (lines.subscription != null) {
                lines.subscription.request(1);
            }
        }
    }

    /** Waits until the server has ended the stream. */
    void awaitEnd() throws Exception {
        CompletableFuture<Boolean> end;
        synchronized (this) {
            end = ended;
        }
        end.get(V1Viewer.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    List<String> violations() {
        return trace.violations();
    }

    SseViewer assertSound() {
        assertThat(violations()).as(toString()).isEmpty();
        return this;
    }

    @Override
    public synchronized void close() {
        Lines current = lines;
        if (current != null) {
            lines = null;
            current.cancelled = true;
            if (current.subscription != null) {
                current.subscription.cancel();
            }
            trace.add("-- dropped");
        }
    }

    @Override
    public synchronized String toString() {
        return "SSE viewer of " + vendedorId + " " + filter + trace;
    }
}
