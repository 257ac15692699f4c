package cargue.bench.peer;

import cargue.bench.load.Sheet.Check;
import cargue.bench.viewer.Dialects;
import cargue.local.process.DataDir;
import cargue.local.process.Installation;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The real Centrifugo, built from its Go module the first time: {@code bench/peers/centrifugo}. */
public final class CentrifugoPeer extends PassingPeer {

    private static final String MODULE = "github.com/centrifugal/centrifugo/v6@v6.9.1";

    private final String key = UUID.randomUUID().toString();

    /** With nothing to set. */
    public CentrifugoPeer() {
        super("centrifugo", new Dialects.Centrifugo());
    }

    @Override
    PeerProcess server(DataDir dir, int port, Progress progress) throws InterruptedException {
        Path binaries = Installation.home().resolve("bench/target/centrifugo");
        Path binary = binaries.resolve("centrifugo");
        if (!Files.isExecutable(binary)) {
            progress.say("building Centrifugo, which takes minutes the first time");
            Tools.run(
                    "Centrifugo needs Go 1.25 or newer in PATH",
                    List.of("go", "install", MODULE),
                    Map.of("GOBIN", binaries.toString(), "GOFLAGS", "-mod=mod"));
        }
        return new PeerProcess(
                name(),
                dir,
                port,
                List.of(
                        binary.toString(),
                        "--config",
                        Installation.home()
                                .resolve("bench/peers/centrifugo/config.json")
                                .toString(),
                        "--http_server.address",
                        "127.0.0.1",
                        "--http_server.port",
                        Integer.toString(port)),
                Map.of("CENTRIFUGO_HTTP_API_KEY", key),
                progress);
    }

    @Override
    ByteBuffer publish(InetSocketAddress to, String vendedor, String message) {
        return Requests.post(
                to,
                "/api/publish",
                Map.of("X-API-Key", key),
                "{\"channel\":\"cargue:" + vendedor + "\",\"data\":" + message + "}");
    }

    /** What it refuses it answers with 200 too. */
    @Override
    public void verify(Check check, int status, ByteBuffer body) {
        super.verify(check, status, body);
        if (Requests.text(body).contains("\"error\"")) {
            throw new StackException("Centrifugo refuses: " + Requests.text(body));
        }
    }

    /** Its debug endpoint collects before it tells of the heap. */
    @Override
    public void collectGarbage() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + posts().getPort() + "/debug/pprof/heap?gc=1"))
                .build();
        try {
            HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new StackException("Centrifugo does not answer: " + e.getMessage(), e);
        }
    }
}
