package cargue.bench.floor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The floor of what pushing can cost: one thread, one frame a message in one direct buffer, one write() a viewer. It knows
 * no slow viewers (what a socket does not take at once ends the connection), no control frames, no limits, no order but
 * that of its posts, and keeps nothing. Not a server for anything but comparison.
 */
public final class Floor {

    private static final int BUFFER = 64 << 10;
    private static final int BACKLOG = 4096;

    private final Selector selector = Selector.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER);
    private final Map<String, List<SocketChannel>> viewers = new HashMap<>();

    private Floor() throws IOException {}

    /**
     * Listens on 127.0.0.1 until it is killed.
     *
     * @param args the port
     */
    public static void main(String[] args) throws IOException {
        new Floor().serve(Integer.parseInt(args[0]));
    }

    private void serve(int port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.configureBlocking(false);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.register(selector, SelectionKey.OP_ACCEPT);
        while (true) {
            selector.select(key -> ready(server, key));
        }
    }

    private void ready(ServerSocketChannel server, SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept(server);
            } else if (key.attachment() instanceof Client client) {
                read(client);
            }
        } catch (IOException e) {
            drop(key);
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Client(channel));
        }
    }

    private void read(Client client) throws IOException {
        input.clear();
        if (client.channel.read(input) < 0) {
            throw new IOException("gone");
        }
        input.flip();
        if (client.vendedor != null) {
            return; // a viewer's frames are not looked at
        }
        Request request = client.requests.take(input);
        while (request != null) {
            serve(client, request);
            request = client.requests.take(input);
        }
    }

    private void serve(Client client, Request request) throws IOException {
        if (request.key() != null) {
            client.vendedor = request.name();
            client.channel.write(Request.upgrade(request.key()));
            viewers.computeIfAbsent(request.name(), name -> new ArrayList<>()).add(client.channel);
        } else {
            broadcast(request);
            client.channel.write(Request.noContent());
        }
    }

    private void broadcast(Request request) throws IOException {
        frame(request.body());
        List<SocketChannel> audience = viewers.getOrDefault(request.name(), List.of());
        for (int i = audience.size() - 1; i >= 0; i--) {
            if (!takes(audience.get(i))) {
                audience.remove(i).close();
            }
        }
    }

    /** Whether the viewer took the whole message. */
    private boolean takes(SocketChannel viewer) {
        output.rewind();
        try {
            viewer.write(output);
            return !output.hasRemaining();
        } catch (IOException e) {
            return false; // gone
        }
    }

    private void frame(ByteBuffer text) {
        output.clear().put((byte) 0x81);
        if (text.remaining() < 126) {
            output.put((byte) text.remaining());
        } else {
            output.put((byte) 126).putShort((short) text.remaining());
        }
        output.put(text).flip();
    }

    private void drop(SelectionKey key) {
        key.cancel();
        if (key.attachment() instanceof Client client) {
            List<SocketChannel> others = client.vendedor == null ? null : viewers.get(client.vendedor);
            if (others != null) {
                others.remove(client.channel);
            }
            try {
                client.channel.close();
            } catch (IOException e) {
                // It is as gone as it can be.
            }
        }
    }

    private static final class Client {

        private final SocketChannel channel;
        private final Request.Parser requests = new Request.Parser();
        private @Nullable String vendedor;

        Client(SocketChannel channel) {
            this.channel = channel;
        }
    }
}
