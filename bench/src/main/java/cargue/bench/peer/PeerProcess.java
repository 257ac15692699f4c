package cargue.bench.peer;

import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import cargue.local.process.ServerProcess;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A peer's server: ready when it takes connections on its port. */
final class PeerProcess extends ServerProcess {

    private static final int CONNECT_LIMIT_MS = 1000;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final int port;
    private final Program program;

    PeerProcess(
            String name, DataDir dir, int port, List<String> command, Map<String, String> environment, Progress to) {
        super(name, dir, to);
        this.port = port;
        this.program = new Program(List.copyOf(command), Map.copyOf(environment));
    }

    @Override
    protected Program program() {
        return program;
    }

    @Override
    protected boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(Requests.address(port), CONNECT_LIMIT_MS);
            return true;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    @Override
    protected String stopSignal() {
        return "TERM";
    }

    @Override
    protected Duration stopLimit() {
        return STOP_LIMIT;
    }

    @Override
    public String address() {
        return Ports.HOST + ":" + port;
    }
}
