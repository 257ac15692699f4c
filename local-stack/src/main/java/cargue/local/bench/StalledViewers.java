package cargue.local.bench;

import cargue.local.bench.TcpTable.End;
import cargue.local.bench.socket.Connection;
import cargue.local.bench.socket.Ending;
import cargue.local.process.StackException;
import cargue.local.process.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Viewers of all vendedores that stop reading as soon as they are connected. Their sockets take next to nothing, and
 * what the server's take is filled by asking for the snapshots again and again. One is stalled when what the server has
 * written to it and it has not taken no longer grows, although changes of its sheets go on.
 */
final class StalledViewers implements Viewer.Events {

    /** The least that Linux gives: about 2 KiB. */
    private static final int RECEIVE_BUFFER = 1024;

    private static final int LOOKS_WITHOUT_GROWTH = 3;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration FILL_LIMIT = Duration.ofMinutes(3);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Stage stage;
    private final List<Viewer> viewers = new ArrayList<>();
    private int open; // the loop's thread

    private StalledViewers(Stage stage, int count) {
        this.stage = stage;
        for (int i = 0; i < count; i++) {
            viewers.add(Viewer.withReceiveBuffer(
                    RECEIVE_BUFFER, Stage.VENDEDORES, stage.checks().fecha(), this));
        }
    }

    /** Connects them and returns when all are stalled, or after {@link #FILL_LIMIT}. */
    static StalledViewers stall(Stage stage, int count) throws InterruptedException {
        StalledViewers stalled = new StalledViewers(stage, count);
        stage.loop().call(stalled::connect);
        stage.loop().awaitThat(() -> stalled.open == count, LIMIT, count + " viewers to connect");
        stalled.fill();
        return stalled;
    }

    /**
     * Bytes that wait at the server for each viewer that is still connected, by the viewer's port.
     *
     * @throws StackException when the server has closed one of them
     */
    Map<Integer, Long> unsent() throws InterruptedException {
        Map<Integer, Long> unsent = new HashMap<>();
        Set<Integer> ports = new HashSet<>(stage.loop().call(this::ports));
        int server = stage.stack().push().port();
        for (End end : TcpTable.established()) {
            if (end.localPort() == server && ports.contains(end.remotePort())) {
                unsent.put(end.remotePort(), end.unsent());
            }
        }
        if (unsent.size() < viewers.size()) {
            throw new StackException((viewers.size() - unsent.size()) + " stalled viewers were closed by the server");
        }
        return unsent;
    }

    /** How many took nothing, and were written nothing, between two looks. */
    static int stalled(Map<Integer, Long> before, Map<Integer, Long> after) {
        return (int) after.entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && entry.getValue().equals(before.get(entry.getKey())))
                .count();
    }

    /** Ends them, and waits until the server has seen it. */
    void end() throws InterruptedException {
        Set<Integer> ports = new HashSet<>(stage.loop().call(this::ports));
        stage.loop().call(this::drop);
        int server = stage.stack().push().port();
        boolean gone = Waiting.until(
                () -> TcpTable.established().stream()
                        .noneMatch(end -> end.localPort() == server && ports.contains(end.remotePort())),
                LIMIT,
                "the server to see that the stalled viewers are gone",
                stage.progress());
        if (!gone) {
            throw new StackException("the server keeps connections of viewers that are gone");
        }
    }

    @Override
    public void opened(Viewer viewer) {
        viewer.connection().stopReading();
        open++;
    }

    @Override
    public void moved(Viewer viewer, Follower follower, long before, long now) {
        throw new IllegalStateException("a viewer that does not read has read");
    }

    @Override
    public void ended(Viewer viewer, Ending ending) {
        throw new StackException("a viewer that was to stall was ended: " + ending);
    }

    private void fill() throws InterruptedException {
        Map<Integer, Long> last = unsent();
        Map<Integer, Integer> looks = new HashMap<>();
        long deadline = System.nanoTime() + FILL_LIMIT.toNanos();
        int stalled = 0;
        while (stalled < viewers.size() && System.nanoTime() < deadline) {
            stage.loop().call(() -> subscribeAgain(looks));
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            Map<Integer, Long> now = unsent();
            for (Map.Entry<Integer, Long> entry : now.entrySet()) {
                boolean same = entry.getValue() > 0 && entry.getValue().equals(last.get(entry.getKey()));
                looks.merge(entry.getKey(), 1, (count, one) -> same ? count + one : 0);
            }
            last = now;
            stalled = (int) looks.values().stream()
                    .filter(count -> count >= LOOKS_WITHOUT_GROWTH)
                    .count();
            stage.say("filling the sockets: " + stalled + " of " + viewers.size() + " are stalled, "
                    + (now.values().stream().mapToLong(Long::longValue).sum() >> 20) + " MB wait");
        }
    }

    /** Of those that are not yet stalled. */
    private int subscribeAgain(Map<Integer, Integer> looks) {
        int asked = 0;
        for (Viewer viewer : viewers) {
            if (looks.getOrDefault(viewer.connection().localPort(), 0) < LOOKS_WITHOUT_GROWTH) {
                viewer.subscribe();
                asked++;
            }
        }
        return asked;
    }

    private int connect() {
        viewers.forEach(viewer -> viewer.connect(stage.loop()));
        return viewers.size();
    }

    private int drop() {
        viewers.stream().map(Viewer::connection).forEach(Connection::drop);
        return viewers.size();
    }

    private List<Integer> ports() {
        return viewers.stream().map(viewer -> viewer.connection().localPort()).toList();
    }
}
