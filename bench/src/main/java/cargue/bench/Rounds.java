package cargue.bench;

import cargue.bench.peer.Peer;
import cargue.bench.peer.PeerMissing;
import cargue.bench.result.Results;
import cargue.bench.result.Run;
import cargue.bench.scenario.Figures;
import cargue.bench.scenario.Measurement;
import cargue.bench.scenario.Measurement.Start;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import cargue.local.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures the peers of a scenario by turns: in each round each of them, so that what changes on the machine meets all.
 * A peer that fails is left out of the rounds that follow, and told.
 */
final class Rounds {

    private final List<String> only;
    private final int runs;
    private final Progress progress;
    private final Results results = new Results();

    /**
     * Of some peers.
     *
     * @param only those that are measured; empty: all that a scenario names
     */
    Rounds(List<String> only, int runs, Progress progress) {
        this.only = only;
        this.runs = runs;
        this.progress = progress;
    }

    Results results() {
        return results;
    }

    /** Whether Cargue itself failed. */
    boolean ownFailed() {
        return results.failures().stream().anyMatch(run -> run.peer().equals(Results.OURS));
    }

    /** Measures one. */
    void run(ScenarioFile scenario) throws InterruptedException {
        Measurement measurement = Peers.measurement(scenario, progress);
        Path data = temporaryDirectory();
        Map<String, Peer> peers = new LinkedHashMap<>();
        try {
            for (String name : scenario.list("peers")) {
                if ((only.isEmpty() || only.contains(name))
                        && !results.missing().containsKey(name)) {
                    guard(new Turn(scenario, name, 0), () -> {
                        Peer peer = Peers.make(name);
                        peers.put(name, peer);
                        prepare(measurement, peer, data);
                        return null;
                    });
                }
            }
            for (int round = 1; round <= runs; round++) {
                for (String name : List.copyOf(peers.keySet())) {
                    Turn turn = new Turn(scenario, name, round);
                    if (results.missing().containsKey(name) || hasFailed(turn)) {
                        continue;
                    }
                    progress.say(scenario.name() + ", round " + round + " of " + runs + ": " + name);
                    guard(turn, () -> measure(measurement, Objects.requireNonNull(peers.get(name)), data));
                }
            }
        } finally {
            for (Peer peer : peers.values()) {
                measurement.forget(peer);
                peer.close();
            }
            delete(data);
        }
    }

    private record Turn(ScenarioFile scenario, String peer, int round) {}

    /** Something that finds figures, or only prepares. */
    private interface Doing {
        @Nullable
        Figures now() throws InterruptedException;
    }

    /** What goes wrong with one peer is told and does not end the others. */
    private void guard(Turn turn, Doing doing) throws InterruptedException {
        String scenario = turn.scenario().name();
        try {
            Figures found = doing.now();
            if (found != null) {
                results.add(new Run(scenario, turn.peer(), turn.round(), found, null));
            }
        } catch (PeerMissing e) {
            progress.say("missing: " + turn.peer() + ": " + e.getMessage());
            results.missing(turn.peer(), String.valueOf(e.getMessage()));
        } catch (StackException e) {
            progress.say("failed: " + scenario + ", " + turn.peer() + ": " + e.getMessage());
            results.add(new Run(scenario, turn.peer(), turn.round(), new Figures(), String.valueOf(e.getMessage())));
        }
    }

    private boolean hasFailed(Turn turn) {
        return results.failures().stream()
                .anyMatch(run -> run.scenario().equals(turn.scenario().name())
                        && run.peer().equals(turn.peer()));
    }

    private void prepare(Measurement measurement, Peer peer, Path data) throws InterruptedException {
        switch (measurement.start()) {
            case ONCE -> {
                peer.start(data.resolve(peer.name()), progress);
                measurement.prepare(peer);
            }
            case BY_ITSELF -> measurement.prepare(peer);
            case EACH_TIME -> {}
        }
    }

    private Figures measure(Measurement measurement, Peer peer, Path data) throws InterruptedException {
        if (measurement.start() != Start.EACH_TIME) {
            return measurement.measure(peer);
        }
        Path own = data.resolve(peer.name());
        try {
            peer.start(own, progress);
            measurement.prepare(peer);
            return measurement.measure(peer);
        } finally {
            measurement.forget(peer);
            peer.close();
            delete(own);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("cargue-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path data) {
        try {
            Trees.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
