package cargue.bench.peer;

import cargue.bench.viewer.Dialects;
import cargue.local.process.DataDir;
import cargue.local.process.Installation;
import cargue.local.process.Jdk;
import cargue.local.process.Jvm;
import cargue.local.process.Progress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The broadcast that most people write first with Spring: {@code bench/peers/spring}. */
public final class SpringPeer extends PassingPeer {

    /** With nothing to set. */
    public SpringPeer() {
        super("spring", new Dialects.Bare());
    }

    @Override
    PeerProcess server(DataDir dir, int port, Progress progress) {
        Path jar = Installation.home().resolve("bench/peers/spring/target/bench-peer-spring.jar");
        if (!Files.exists(jar)) {
            throw new PeerMissing(jar + " has not been built");
        }
        List<String> command = Jdk.command("cargue.bench=spring", "2g", List.of("-jar", jar.toString()));
        return new PeerProcess(name(), dir, port, command, Map.of("SERVER_PORT", Integer.toString(port)), progress);
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
