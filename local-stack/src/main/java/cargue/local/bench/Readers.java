package cargue.local.bench;

import cargue.local.bench.Load.Event;
import cargue.local.bench.socket.Ending;
import cargue.local.bench.socket.Loop;
import cargue.local.process.StackException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** Viewers that read all the time and note when each change came. Belongs to the loop's thread. */
final class Readers implements Viewer.Events {

    private static final int FIRST_SIZE = 4096;

    private final Map<Viewer, long[]> arrivals = new HashMap<>();

    /** So many, of one vendedor after the other. */
    Readers(int count, String fecha) {
        for (int i = 0; i < count; i++) {
            String vendedor = Stage.VENDEDORES.get(i % Stage.VENDEDORES.size());
            arrivals.put(Viewer.of(List.of(vendedor), fecha, this), new long[FIRST_SIZE]);
        }
    }

    /** Connects all; gives how many. */
    int connect(Loop loop) {
        arrivals.keySet().forEach(viewer -> viewer.connect(loop));
        return arrivals.size();
    }

    /** Whether each is live at or after what the load has stored. */
    boolean have(Load load) {
        return arrivals.keySet().stream()
                .map(viewer -> viewer.followers().get(0))
                .allMatch(follower -> follower.live() && follower.position() >= load.head(follower.vendedor()));
    }

    /** Whether each shows what was stored, once the load has stopped; throws if not. */
    int verify(Load load) {
        for (Viewer viewer : arrivals.keySet()) {
            Follower follower = viewer.followers().get(0);
            follower.verify(load.latest(follower.vendedor()));
        }
        return arrivals.size();
    }

    /** From the moment at which each change was due to where each reader of it had it. All must have come. */
    Latencies latencies(Map<String, List<Event>> events) {
        return Latencies.of(arrivals.entrySet().stream()
                .flatMapToLong(entry -> latencies(entry.getKey().followers().get(0), entry.getValue(), events))
                .toArray());
    }

    @Override
    public void moved(Viewer viewer, Follower follower, long before, long now) {
        long[] at = Objects.requireNonNull(arrivals.get(viewer));
        if (follower.position() >= at.length) {
            at = Arrays.copyOf(at, 2 * (int) follower.position());
            arrivals.put(viewer, at);
        }
        for (long seq = before + 1; seq <= follower.position(); seq++) {
            at[(int) seq] = now;
        }
    }

    @Override
    public void ended(Viewer viewer, Ending ending) {
        throw new StackException("a viewer that reads was ended: " + ending);
    }

    private static LongStream latencies(Follower follower, long[] at, Map<String, List<Event>> events) {
        return Objects.requireNonNull(events.get(follower.vendedor())).stream()
                .mapToLong(event -> at[event.seq()] - event.check().due());
    }
}
