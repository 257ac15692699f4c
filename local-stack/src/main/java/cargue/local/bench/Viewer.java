package cargue.local.bench;

import cargue.local.bench.socket.Connection;
import cargue.local.bench.socket.ConnectionListener;
import cargue.local.bench.socket.Ending;
import cargue.local.bench.socket.Loop;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One viewer of {@code cargue.v1}: of one vendedor on its own address, or of several on the address for many. It keeps
 * what it knows from one connection to the next, and resumes from it. Belongs to the loop's thread.
 */
final class Viewer implements ConnectionListener {

    private static final String SUBPROTOCOL = "cargue.v1";

    private final List<Follower> followers;
    private final String sheet;
    private final Events events;
    private final int receiveBuffer;
    private @Nullable Connection connection;

    private Viewer(List<Follower> followers, String fecha, int receiveBuffer, Events events) {
        this.followers = followers;
        this.sheet = fecha;
        this.receiveBuffer = receiveBuffer;
        this.events = events;
    }

    /** Who looks at what a viewer gets. */
    interface Events {

        /** It has connected and, on the address for many, subscribed. */
        default void opened(Viewer viewer) {}

        /** A message was taken and found right; {@code before} is the position before it. */
        void moved(Viewer viewer, Follower follower, long before, long now);

        /** Not by us. */
        void ended(Viewer viewer, Ending ending);
    }

    /** Of the sheet of {@link Checks#DIA} and a date. */
    static Viewer of(List<String> vendedores, String fecha, Events events) {
        return withReceiveBuffer(0, vendedores, fecha, events);
    }

    /** One whose socket takes little before the server's has to keep it. */
    static Viewer withReceiveBuffer(int bytes, List<String> vendedores, String fecha, Events events) {
        List<Follower> followers = vendedores.stream()
                .map(vendedor -> new Follower(vendedor, Checks.PRODUCTS))
                .toList();
        return new Viewer(followers, fecha, bytes, events);
    }

    List<Follower> followers() {
        return followers;
    }

    /** Connects, or connects anew. */
    void connect(Loop loop) {
        followers.forEach(Follower::restart);
        connection = loop.connect(new Loop.Request(path(), SUBPROTOCOL, receiveBuffer, this));
    }

    /** The current or last connection. */
    Connection connection() {
        Connection current = connection;
        if (current == null) {
            throw new IllegalStateException("it has not been connected");
        }
        return current;
    }

    /** How far the current connection is, for people. */
    String progress() {
        if (connection().upgradedAt() == 0) {
            return connection().isConnected() ? "handshake not answered" : "not connected";
        }
        return followers.stream().allMatch(Follower::live) ? "behind" : "hello or snapshot missing";
    }

    /** Asks for all vendedores, again if it had; on the address for many. */
    void subscribe() {
        for (Follower follower : followers) {
            String desde = follower.desde();
            connection()
                    .send("{\"type\":\"subscribe\",\"vendedor_id\":\"" + follower.vendedor() + "\",\"fecha\":\"" + sheet
                            + "\",\"dia\":\"" + Checks.DIA + "\""
                            + (desde == null ? "" : ",\"desde\":\"" + desde + "\"") + "}");
        }
    }

    @Override
    public void opened(Connection opened) {
        if (followers.size() > 1) {
            subscribe();
        }
        events.opened(this);
    }

    @Override
    public void text(Connection from, ByteBuffer json, long now) {
        Message message = Message.read(json);
        for (Follower follower : followers) {
            if (concerns(message, follower)) {
                long before = follower.position();
                follower.take(message);
                events.moved(this, follower, before, now);
            }
        }
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
        return "/ws/cargue/" + only.vendedor() + "/?fecha=" + sheet + "&dia=" + Checks.DIA
                + (desde == null ? "" : "&desde=" + desde);
    }
}
