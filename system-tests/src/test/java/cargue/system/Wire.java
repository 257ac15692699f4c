package cargue.system;

import cargue.faults.socket.Frames;
import cargue.local.process.Ports;
import cargue.local.service.Service;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * HTTP over a socket of one's own, kept open from one request to the next: so any header can be sent, and from any
 * address of this machine. Nothing is sent twice. One thread at a time.
 */
final class Wire implements AutoCloseable {

    private static final int LIMIT_MS = 20_000;

    /** Below the time after which the services end a connection that is not used. */
    private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(5);

    private final int port;
    private final int from;
    private @Nullable Socket socket;
    private @Nullable DataInputStream in;
    private long used;

    private Wire(int port, int from) {
        this.port = port;
        this.from = from;
    }

    static Wire to(Service service) {
        return to(service, 1);
    }

    /** @param from the last part of the client's own address: 5 is 127.0.0.5, which is this machine where it is Linux */
    static Wire to(Service service, int from) {
        return new Wire(service.port(), from);
    }

    /** A single request. */
    static Reply once(Service service, Ask ask) {
        return once(service, 1, ask);
    }

    /** The same from an address of its own. */
    static Reply once(Service service, int from, Ask ask) {
        try (Wire wire = to(service, from)) {
            return wire.send(ask);
        }
    }

    /** Asks and takes the answer; of one that goes on, its head. */
    Reply send(Ask ask) {
        try {
            DataInputStream answers = connect();
            Socket open = open();
            open.getOutputStream().write(ask.bytes(Ports.HOST + ":" + port));
            Reply reply = read(answers, ask.method().equals("HEAD"));
            used = System.nanoTime();
            if (reply.goesOn()) {
                used -= LONGEST_REST; // the next request needs another connection
            } else if (reply.header("connection").equalsIgnoreCase("close")
                    || ask.version().equals("HTTP/1.0")) {
                close();
            }
            return reply;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(ask.method() + " " + ask.target() + " on port " + port, e);
        }
    }

    /** On a WebSocket: sends a text. */
    void say(String text) throws IOException {
        Frames.write(open(), Frames.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** On a WebSocket: waits for the next text. */
    String hear() throws IOException {
        Frames.Message message = new Frames.Message();
        while (true) {
            Frames.Frame frame = Frames.read(input());
            if (frame.opcode() <= Frames.TEXT) {
                String text = message.add(frame);
                if (text != null) {
                    return text;
                }
            } else if (frame.opcode() == Frames.CLOSE) {
                throw new IOException("closed");
            }
        }
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            Frames.end(open);
        }
    }

    private DataInputStream connect() throws IOException {
        if (socket != null && System.nanoTime() - used >= LONGEST_REST) {
            close();
        }
        if (socket == null) {
            Socket made = new Socket();
            socket = made;
            made.setTcpNoDelay(true);
            made.setSoTimeout(LIMIT_MS);
            made.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from}), 0));
            made.connect(Ports.address(port), LIMIT_MS);
            in = new DataInputStream(new BufferedInputStream(made.getInputStream()));
        }
        return input();
    }

    private Socket open() throws IOException {
        if (socket == null) {
            throw new IOException("not connected");
        }
        return socket;
    }

    private DataInputStream input() throws IOException {
        if (in == null) {
            throw new IOException("not connected");
        }
        return in;
    }

    private static Reply read(DataInputStream in, boolean headOnly) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        Reply head = new Reply(status, headers, "");
        return headOnly || head.goesOn() || status == 204 || status == 304
                ? head
                : new Reply(status, headers, body(head, in));
    }

    private static String body(Reply head, DataInputStream in) throws IOException {
        if (!head.header("transfer-encoding").equals("chunked")) {
            String length = head.header("content-length");
            byte[] all = length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
            return new String(all, StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int length;
        do {
            length = Integer.parseInt(line(in), 16);
            body.write(in.readNBytes(length));
            line(in);
        } while (length > 0);
        return body.toString(StandardCharsets.UTF_8);
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
