package cargue.bench.scenario;

import cargue.bench.load.Sheet;
import cargue.bench.measure.Times;
import cargue.bench.peer.Peer;
import cargue.bench.socket.Connection;
import cargue.bench.socket.Ending;
import cargue.bench.socket.Loop;
import cargue.bench.viewer.Viewer;
import cargue.local.process.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Viewers of sheets, one sheet after the other, some of which may stop reading. Counts what comes to those that read.
 * Its state belongs to its loop's thread; the public methods are for another.
 */
final class Audience implements Viewer.Events, AutoCloseable {

    private static final Duration LIVE_LIMIT = Duration.ofMinutes(2);
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(30);

    /** The least that Linux gives: about 2 KiB. */
    private static final int LITTLE_BUFFER = 1024;

    /** Handshakes under way at a time, so that connecting is no storm. */
    private static final int AT_A_TIME = 64;

    private final Loop loop = Loop.start("bench-viewers");
    private final Map<String, Sheet> sheets = new HashMap<>();
    private final List<Viewer> readers = new ArrayList<>();
    private final List<Viewer> stalled = new ArrayList<>();
    private final List<Viewer> all = new ArrayList<>();
    private final Times times = new Times();
    private int started;
    private int opened;
    private final Set<Viewer> known = new HashSet<>();
    private int live;
    private int closedStalled;

    /** Of a peer; the first {@code stalling} of each ten stop reading when they are live. */
    Audience(Peer peer, List<Sheet> sheets, int viewers, int stallingOfTen) {
        sheets.forEach(sheet -> this.sheets.put(sheet.vendedor(), sheet));
        for (int i = 0; i < viewers; i++) {
            boolean stalls = i % 10 < stallingOfTen;
            Viewer viewer = peer.viewer(sheets.get(i % sheets.size()).vendedor(), stalls ? LITTLE_BUFFER : 0, this);
            (stalls ? stalled : readers).add(viewer);
            all.add(viewer);
        }
    }

    /** Connects all, and returns when they are live. */
    void connect() throws InterruptedException {
        loop.execute(this::connectMore);
        loop.awaitThat(() -> live == all.size(), LIVE_LIMIT, all.size() + " viewers to be live");
        loop.call(() -> {
            stalled.forEach(viewer -> viewer.connection().stopReading());
            return stalled.size();
        });
    }

    /** Returns when each reader has all that was sent. */
    void awaitAll() throws InterruptedException {
        loop.awaitThat(this::haveAll, CATCH_UP_LIMIT, "every viewer to have every check");
    }

    /** From where each check was due to where each reader had it. */
    Times times() throws InterruptedException {
        return loop.call(() -> times);
    }

    /** Ports of the viewers that do not read. */
    List<Integer> stalledPorts() throws InterruptedException {
        return loop.call(() ->
                stalled.stream().map(viewer -> viewer.connection().localPort()).toList());
    }

    /** How many that do not read were closed by the server. */
    int closedStalled() throws InterruptedException {
        return loop.call(() -> closedStalled);
    }

    Loop loop() {
        return loop;
    }

    @Override
    public void opened(Viewer viewer) {
        opened++;
        viewer.begin(sheet(viewer).sent());
        connectMore();
    }

    @Override
    public void moved(Viewer viewer, long before, long now) {
        if (live < all.size() && viewer.live() && known.add(viewer)) {
            live++;
            return; // what it was shown at its start was due long ago
        }
        Sheet sheet = sheet(viewer);
        for (long number = before + 1; number <= viewer.position(); number++) {
            long due = sheet.due(number);
            if (due > 0) {
                times.add(now - due);
            }
        }
    }

    @Override
    public void ended(Viewer viewer, Ending ending) {
        if (stalled.contains(viewer)) {
            closedStalled++;
            return;
        }
        throw new StackException("a viewer of " + viewer.vendedor() + " was ended: " + ending);
    }

    @Override
    public void close() {
        try {
            loop.call(() -> {
                all.forEach(Audience::leave);
                return all.size();
            });
        } catch (StackException e) {
            // It has failed, which was told where it was waited for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.close();
    }

    private static void leave(Viewer viewer) {
        try {
            Connection connection = viewer.connection();
            connection.close();
        } catch (IllegalStateException e) {
            // It had not been connected yet.
        }
    }

    private Sheet sheet(Viewer viewer) {
        return Objects.requireNonNull(sheets.get(viewer.vendedor()));
    }

    private void connectMore() {
        while (started < all.size() && started - opened < AT_A_TIME) {
            all.get(started++).connect(loop);
        }
    }

    private boolean haveAll() {
        for (Viewer viewer : readers) {
            if (viewer.position() < sheet(viewer).sent()) {
                return false;
            }
        }
        return true;
    }
}
