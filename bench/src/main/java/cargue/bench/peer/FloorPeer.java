package cargue.bench.peer;

import cargue.bench.floor.Floor;
import cargue.bench.viewer.Dialects;
import cargue.local.process.DataDir;
import cargue.local.process.Jdk;
import cargue.local.process.Jvm;
import cargue.local.process.Progress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The least that can be done: {@link Floor}. */
public final class FloorPeer extends PassingPeer {

    /** With nothing to set. */
    public FloorPeer() {
        super("floor", new Dialects.Bare());
    }

    @Override
    PeerProcess server(DataDir dir, int port, Progress progress) {
        List<String> command = Jdk.command(
                "cargue.bench=floor",
                "64m",
                List.of("-cp", System.getProperty("java.class.path"), Floor.class.getName(), Integer.toString(port)));
        return new PeerProcess(name(), dir, port, command, Map.of(), progress);
    }

    @Override
    ByteBuffer publish(InetSocketAddress to, String vendedor, String message) {
        return Requests.post(to, "/publish/" + vendedor, Map.of(), message);
    }

    @Override
    public void collectGarbage() throws InterruptedException {
        Jvm.liveHeap(pid());
    }
}
