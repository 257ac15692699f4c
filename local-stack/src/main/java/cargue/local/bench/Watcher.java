package cargue.local.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A viewer that notes when each event of one vendedor came. One thread writes, any may read. */
final class Watcher implements WebSocket.Listener, AutoCloseable {

    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

    private final AtomicLongArray arrivals;
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private final AtomicLong repeats = new AtomicLong();

    /**
     * Connects.
     *
     * @param token of somebody who may watch the vendedor
     * @param events one more than the greatest seq that may come
     */
    Watcher(HttpClient http, String token, URI stream, int events) {
        arrivals = new AtomicLongArray(events);
        socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(stream, this)
                .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        long now = System.nanoTime();
        partial.append(data);
        if (last) {
            Matcher seq = SEQ.matcher(partial);
            if (!seq.find() || !arrivals.compareAndSet(Integer.parseInt(seq.group(1)), 0, now)) {
                repeats.incrementAndGet();
            }
            partial.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    /** When the event came, by {@link System#nanoTime}; 0: it did not. */
    long arrival(int seq) {
        return arrivals.get(seq);
    }

    /** Messages that came a second time, or named no event. */
    long repeats() {
        return repeats.get();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
