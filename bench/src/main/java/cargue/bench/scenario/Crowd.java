package cargue.bench.scenario;

import cargue.bench.load.Sheet;
import cargue.bench.measure.Times;
import cargue.bench.peer.Peer;
import cargue.bench.socket.Ending;
import cargue.bench.socket.Loop;
import cargue.bench.viewer.CargueViewer;
import cargue.bench.viewer.Viewer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Viewers that connect all at once. Its state belongs to its loop's thread; the package's methods are for another.
 */
final class Crowd implements Viewer.Events, AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(100);

    private final Loop loop = Loop.start("bench-crowd");
    private final List<Viewer> viewers = new ArrayList<>();
    private final Map<String, Sheet> sheets = new HashMap<>();
    private final Map<String, Long> heads = new HashMap<>();
    private final Set<Viewer> live = new HashSet<>();
    private final Times times = new Times();
    private long startedAt;
    private int retries;

    Crowd(Peer peer, List<Sheet> sheets, int count) {
        sheets.forEach(sheet -> this.sheets.put(sheet.vendedor(), sheet));
        for (int i = 0; i < count; i++) {
            viewers.add(peer.viewer(sheets.get(i % sheets.size()).vendedor(), 0, this));
        }
    }

    /** Ends all connections without a word. */
    void cut() throws InterruptedException {
        loop.call(() -> {
            viewers.forEach(viewer -> viewer.connection().drop());
            return viewers.size();
        });
    }

    /**
     * Connects all at once and waits until the last is live: all that is new comes to it, and where the server keeps
     * checks it has those that were sent before the start.
     *
     * @return each one's time, from the common start
     */
    Times connectAll() throws InterruptedException {
        loop.call(this::begin);
        loop.awaitThat(() -> live.size() == viewers.size(), LIMIT, viewers.size() + " viewers to be live");
        return loop.call(() -> times);
    }

    /** Returns when each has all that was sent. */
    void awaitAll() throws InterruptedException {
        loop.awaitThat(
                () -> viewers.stream()
                        .allMatch(viewer -> viewer.position() >= sheet(viewer).sent()),
                CATCH_UP_LIMIT,
                "every viewer to have every check");
    }

    /** Attempts that failed since the last start. */
    int retries() throws InterruptedException {
        return loop.call(() -> retries);
    }

    /** Viewers that were sent what they had missed, and not a snapshot. */
    long byDelta() throws InterruptedException {
        return loop.call(() -> viewers.stream()
                .filter(viewer -> viewer instanceof CargueViewer cargue && cargue.byDelta())
                .count());
    }

    private int begin() {
        live.clear();
        times.reset();
        retries = 0;
        sheets.forEach((vendedor, sheet) -> heads.put(vendedor, sheet.sent()));
        startedAt = System.nanoTime();
        viewers.forEach(viewer -> viewer.connect(loop));
        return viewers.size();
    }

    @Override
    public void moved(Viewer viewer, long before, long now) {
        boolean hasAll = !(viewer instanceof CargueViewer)
                || viewer.position() >= Objects.requireNonNull(heads.get(viewer.vendedor()));
        if (live.size() < viewers.size() && viewer.live() && hasAll && live.add(viewer)) {
            times.add(now - startedAt);
        }
    }

    @Override
    public void ended(Viewer viewer, Ending ending) {
        retries++;
        loop.after(RETRY, () -> viewer.connect(loop));
    }

    @Override
    public void close() {
        loop.close();
    }

    private Sheet sheet(Viewer viewer) {
        return Objects.requireNonNull(sheets.get(viewer.vendedor()));
    }
}
