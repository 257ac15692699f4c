package cargue.bench;

import cargue.bench.peer.CarguePeer;
import cargue.bench.peer.CentrifugoPeer;
import cargue.bench.peer.DjangoPeer;
import cargue.bench.peer.FloorPeer;
import cargue.bench.peer.Peer;
import cargue.bench.peer.SpringPeer;
import cargue.bench.scenario.Export;
import cargue.bench.scenario.Idle;
import cargue.bench.scenario.Ingest;
import cargue.bench.scenario.Measurement;
import cargue.bench.scenario.Pages;
import cargue.bench.scenario.Snapshot;
import cargue.bench.scenario.StartUp;
import cargue.bench.scenario.Storm;
import cargue.bench.scenario.Stream;
import cargue.local.process.Progress;
import java.util.List;

/** What scenarios name: peers, and kinds of measurement. */
final class Peers {

    static final List<String> NAMES =
            List.of("cargue", "cargue-10", "cargue-reading", "django", "centrifugo", "spring", "floor");

    private Peers() {}

    /** A peer that has not been started. */
    static Peer make(String name) {
        return switch (name) {
            case "cargue", "cargue-10", "cargue-reading" -> new CarguePeer(name);
            case "django" -> new DjangoPeer();
            case "centrifugo" -> new CentrifugoPeer();
            case "spring" -> new SpringPeer();
            case "floor" -> new FloorPeer();
            default ->
                throw new IllegalArgumentException(
                        "there is no peer '" + name + "'; there are: " + String.join(", ", NAMES));
        };
    }

    /** Of the kind that the scenario says. */
    static Measurement measurement(ScenarioFile scenario, Progress progress) {
        scenario.list("peers");
        String kind = scenario.text("kind");
        return switch (kind) {
            case "stream" -> new Stream(scenario, progress);
            case "idle" -> new Idle(scenario, progress);
            case "storm" -> new Storm(scenario, progress);
            case "ingest" -> new Ingest(scenario, progress);
            case "snapshot" -> new Snapshot(scenario, progress);
            case "pages" -> new Pages(scenario, progress);
            case "export" -> new Export(scenario, progress);
            case "start" -> new StartUp(scenario, progress);
            default ->
                throw new IllegalArgumentException("scenario " + scenario.name() + " is of the kind '" + kind
                        + "'; there are: stream, idle, storm, ingest, snapshot, pages, export, start");
        };
    }
}
