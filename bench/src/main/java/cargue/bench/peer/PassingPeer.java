package cargue.bench.peer;

import cargue.bench.load.Sheet;
import cargue.bench.load.Sheet.Check;
import cargue.bench.viewer.PlainViewer;
import cargue.bench.viewer.Strings;
import cargue.bench.viewer.Viewer;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server that only passes on what is posted to it: the bench posts the very message that push-service would send for
 * the check, and the server sends it to the vendedor's viewers.
 */
abstract class PassingPeer implements Peer {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Strings strings = new Strings();
    private final String name;
    private final PlainViewer.Dialect dialect;
    private final int port = Ports.free();
    private final String fecha = LocalDate.now(ZoneOffset.UTC).toString();
    private @Nullable DataDir data;
    private @Nullable PeerProcess server;

    PassingPeer(String name, PlainViewer.Dialect dialect) {
        this.name = name;
        this.dialect = dialect;
    }

    @Override
    public final String name() {
        return name;
    }

    /** The server, not started. */
    abstract PeerProcess server(DataDir dir, int port, Progress progress) throws InterruptedException;

    /** How a message is posted. */
    abstract ByteBuffer publish(InetSocketAddress to, String vendedor, String message);

    @Override
    public boolean keepsChecks() {
        return false;
    }

    @Override
    public final void start(Path dir, Progress progress) throws InterruptedException {
        DataDir opened = DataDir.open(dir);
        data = opened;
        PeerProcess made = server(opened, port, progress);
        server = made;
        made.start();
        made.awaitReady(START_LIMIT);
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part(name(), pid(), true));
    }

    final long pid() {
        return Objects.requireNonNull(server, "not started").pid();
    }

    @Override
    public final List<Sheet> fill(List<String> vendedores) {
        return vendedores.stream().map(Sheet::new).toList();
    }

    @Override
    public final Viewer viewer(String vendedor, int receiveBuffer, Viewer.Events events) {
        return new PlainViewer(new PlainViewer.Source(posts(), "", receiveBuffer, strings, dialect), vendedor, events);
    }

    @Override
    public final InetSocketAddress posts() {
        return Requests.address(port);
    }

    @Override
    public final ByteBuffer request(Check check) {
        return publish(posts(), check.vendedor(), message(check));
    }

    @Override
    public void verify(Check check, int status, ByteBuffer body) {
        Requests.requireTaken(check, status, body);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        if (data != null) {
            data.close();
        }
    }

    /** As long as push-service's, with everything in it that those have. */
    private String message(Check check) {
        return "{\"type\":\"checks\",\"de\":" + (check.number() - 1) + ",\"a\":" + check.number()
                + ",\"checks\":[{\"vendedor_id\":\"" + check.vendedor()
                + "\",\"epoca\":\"01a20db4-23a5-7cc8-84c9-1ffa852d2c50\",\"seq\":" + check.number() + ",\"dia\":\""
                + Sheet.DIA + "\",\"fecha\":\"" + fecha + "\",\"producto\":\"" + check.producto()
                + "\",\"v\":false,\"d\":" + check.tick()
                + ",\"cantidad\":10,\"adicional\":0,\"dctos\":0,\"devoluciones\":0,\"vencidas\":0,\"total\":10,"
                + "\"causa\":\"check_d\",\"actor\":\"DESP1\",\"rol\":\"despachador\",\"origen\":\"crm\","
                + "\"ocurrido_en\":\"" + fecha + "T13:17:58.490Z\"}]}";
    }
}
