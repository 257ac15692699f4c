package cargue.bench.viewer;

import cargue.bench.socket.Connection;
import cargue.bench.socket.ConnectionListener;
import cargue.bench.socket.Ending;
import cargue.bench.socket.Loop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A viewer of {@code cargue.v1}: of one vendedor on its own address, or of several on the address for many. It resumes
 * from what it knows.
 */
public final class CargueViewer implements Viewer, ConnectionListener {

    private static final String SUBPROTOCOL = "cargue.v1";

    private final Source source;
    private final List<Follower> followers;
    private final Events events;
    private @Nullable Connection connection;

    /**
     * What viewers share.
     *
     * @param receiveBuffer bytes that its socket takes before the server's has to keep them; 0: as the system does
     */
    public record Source(
            InetSocketAddress server,
            String token,
            String fecha,
            String dia,
            int rows,
            int receiveBuffer,
            Strings strings) {}

    /** One of these vendedores. */
    public CargueViewer(Source source, List<String> vendedores, Events events) {
        this.source = source;
        this.followers = vendedores.stream()
                .map(vendedor -> new Follower(vendedor, source.rows()))
                .toList();
        this.events = events;
    }

    @Override
    public void connect(Loop loop) {
        followers.forEach(Follower::restart);
        connection = loop.connect(
                new Loop.Request(source.server(), path(), SUBPROTOCOL, source.token(), source.receiveBuffer(), this));
    }

    @Override
    public Connection connection() {
        Connection current = connection;
        if (current == null) {
            throw new IllegalStateException("it has not been connected");
        }
        return current;
    }

    @Override
    public String vendedor() {
        return followers.get(0).vendedor();
    }

    @Override
    public boolean live() {
        for (Follower follower : followers) {
            if (!follower.live()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long position() {
        return followers.get(0).position();
    }

    /** Does nothing: its snapshot tells. */
    @Override
    public void begin(long position) {}

    /** Whether it was sent what it had missed, and not a snapshot. */
    public boolean byDelta() {
        return followers.get(0).byDelta();
    }

    /** The least position of all that it follows. */
    public long leastPosition() {
        return followers.stream().mapToLong(Follower::position).min().orElse(0);
    }

    @Override
    public void opened(Connection opened) {
        if (followers.size() > 1) {
            followers.forEach(follower -> opened.send("{\"type\":\"subscribe\",\"vendedor_id\":\"" + follower.vendedor()
                    + "\",\"fecha\":\"" + source.fecha() + "\",\"dia\":\"" + source.dia() + "\"}"));
        }
        events.opened(this);
    }

    @Override
    public void text(Connection from, ByteBuffer json, long now) {
        Message message = Message.read(source.strings(), json);
        long before = position();
        for (Follower follower : followers) {
            if (concerns(message, follower)) {
                follower.take(message);
            }
        }
        events.moved(this, before, now);
    }

    @Override
    public void ended(Connection from, Ending ending) {
        events.ended(this, ending);
    }

    /** What comes for an only vendedor is about it; a message that names none is of the whole connection. */
    private boolean concerns(Message message, Follower follower) {
        return followers.size() == 1
                || message.vendedorId() == null
                || follower.vendedor().equals(message.vendedorId());
    }

    private String path() {
        if (followers.size() > 1) {
            return "/ws/cargue/";
        }
        Follower only = followers.get(0);
        String desde = only.desde();
        return "/ws/cargue/" + only.vendedor() + "/?fecha=" + source.fecha() + "&dia=" + source.dia()
                + (desde == null ? "" : "&desde=" + desde);
    }
}
