package cargue.bench.viewer;

import cargue.bench.socket.Connection;
import cargue.bench.socket.ConnectionListener;
import cargue.bench.socket.Ending;
import cargue.bench.socket.Loop;
import cargue.local.process.StackException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A viewer of a server that sends each check by itself, with its number and without a snapshot: it must get every number
 * once and in order.
 */
public final class PlainViewer implements Viewer, ConnectionListener {

    private final Source source;
    private final String vendedor;
    private final Events events;
    private @Nullable Connection connection;
    private boolean live;
    private boolean begun;
    private long position;

    /** What a server's protocol is. */
    public interface Dialect {

        /** With the query; by default an address for each vendedor. */
        default String path(String vendedor) {
            return "/ws/cargue/" + vendedor + "/";
        }

        /** What is sent when the connection is open; by default nothing. */
        default List<String> greeting(String vendedor) {
            return List.of();
        }

        /** Whether the connection is live as soon as it is open; by default it is. */
        default boolean liveWhenOpen() {
            return true;
        }

        /** Reads a message. */
        Heard read(Strings strings, ByteBuffer json);
    }

    /** What a server said. */
    public sealed interface Heard {

        /** A check, by its number. */
        record Check(long number) implements Heard {}

        /** From now on all that is new comes. */
        record Live() implements Heard {}

        /** It wants a word back, such as a pong. */
        record Asks(String answer) implements Heard {}

        /** Nothing that counts. */
        record Nothing() implements Heard {}
    }

    /** What viewers share. */
    public record Source(InetSocketAddress server, String token, int receiveBuffer, Strings strings, Dialect dialect) {}

    /** Of a vendedor. */
    public PlainViewer(Source source, String vendedor, Events events) {
        this.source = source;
        this.vendedor = vendedor;
        this.events = events;
    }

    @Override
    public void connect(Loop loop) {
        live = false;
        begun = false;
        connection = loop.connect(new Loop.Request(
                source.server(), source.dialect().path(vendedor), "", source.token(), source.receiveBuffer(), this));
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
        return vendedor;
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void begin(long from) {
        position = from;
        begun = true;
    }

    @Override
    public void opened(Connection opened) {
        source.dialect().greeting(vendedor).forEach(opened::send);
        live = source.dialect().liveWhenOpen();
        events.opened(this);
        if (live) {
            events.moved(this, position, opened.upgradedAt());
        }
    }

    @Override
    public void text(Connection from, ByteBuffer json, long now) {
        int end = json.limit();
        for (int start = json.position(); start < end; start = json.limit() + 1) { // some put several into a frame
            json.limit(end).position(start).limit(lineEnd(json, end));
            take(source.dialect().read(source.strings(), json), from, now);
        }
    }

    private void take(Heard heard, Connection from, long now) {
        if (heard instanceof Heard.Check check) {
            long before = begun ? position : check.number() - 1;
            if (check.number() != before + 1) {
                throw new StackException("check " + check.number() + " of " + vendedor + " came after " + before);
            }
            begun = true;
            position = check.number();
            events.moved(this, before, now);
        } else if (heard instanceof Heard.Live) {
            live = true;
            events.moved(this, position, now);
        } else if (heard instanceof Heard.Asks asks) {
            from.send(asks.answer());
        }
    }

    private static int lineEnd(ByteBuffer json, int end) {
        for (int i = json.position(); i < end; i++) {
            if (json.get(i) == '\n') {
                return i;
            }
        }
        return end;
    }

    @Override
    public void ended(Connection from, Ending ending) {
        live = false;
        events.ended(this, ending);
    }
}
