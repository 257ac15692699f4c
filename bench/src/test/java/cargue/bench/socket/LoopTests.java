package cargue.bench.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cargue.local.process.StackException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server made of a bare socket. */
class LoopTests implements ConnectionListener {

    private static final int LIMIT_SECONDS = 10;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private Loop loop;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        loop = Loop.start("test");
    }

    @AfterEach
    void stop() throws IOException {
        loop.close();
        server.close();
    }

    @Test
    void upgradesReadsAnswersPingsAndTellsTheClose() throws Exception {
        connect(0);
        try (Socket socket = server.accept()) {
            String request = head(socket);
            assertThat(request)
                    .startsWith("GET /ws/x/?a=b HTTP/1.1\r\n")
                    .contains("Sec-WebSocket-Protocol: cargue.v1\r\n", "Authorization: Bearer the.token.x\r\n");
            // The first frame comes with the upgrade, the next one in two pieces.
            socket.getOutputStream()
                    .write(concat(upgrade(request), new byte[] {(byte) 0x81, 2, 'h', 'i', (byte) 0x89, 2}));
            assertThat(next()).isEqualTo("opened");
            assertThat(next()).isEqualTo("text hi");
            socket.getOutputStream().write(new byte[] {'p', 'q'});
            assertThat(clientFrame(socket)).isEqualTo("10 pq");
            socket.getOutputStream().write(new byte[] {(byte) 0x88, 2, 3, (byte) 0xf4});
            assertThat(next()).isEqualTo("ended " + new Ending.Closed(1012, ""));
            assertThat(clientFrame(socket)).startsWith("8 ");
        }
    }

    @Test
    void tellsARefusalWithItsWait() throws Exception {
        connect(0);
        try (Socket socket = server.accept()) {
            head(socket);
            socket.getOutputStream()
                    .write("HTTP/1.1 503 x\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(next()).isEqualTo("ended " + new Ending.Refused(503, 7));
        }
    }

    @Test
    void tellsALossAndAServerThatIsNotThere() throws Exception {
        connect(0);
        server.accept().close();
        assertThat(next()).startsWith("ended Lost");
        server.close();
        connect(0);
        assertThat(next()).startsWith("ended Lost");
    }

    @Test
    void failsOnAnUpgradeToAnotherKey() throws Exception {
        connect(0);
        try (Socket socket = server.accept()) {
            head(socket);
            socket.getOutputStream().write(upgrade("Sec-WebSocket-Key: other\r\n"));
            assertThatThrownBy(() -> loop.awaitThat(() -> false, Duration.ofSeconds(LIMIT_SECONDS), "nothing"))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Sec-WebSocket-Accept");
            assertThatThrownBy(loop::check).isInstanceOf(StackException.class);
        }
    }

    @Test
    void leavesTheServersBytesWhereTheyAreOnceItStopsReading() throws Exception {
        Connection connection = connect(1024);
        try (Socket socket = server.accept()) {
            socket.setSendBufferSize(8 << 10);
            String request = head(socket);
            socket.getOutputStream().write(upgrade(request));
            assertThat(next()).isEqualTo("opened");
            connection.stopReading();
            byte[] frame = new byte[2 + 100];
            frame[0] = (byte) 0x81;
            frame[1] = 100;
            Thread writer = new Thread(() -> writeUntilBlocked(socket, frame));
            writer.start();
            writer.join(TimeUnit.SECONDS.toMillis(1));
            assertThat(writer.isAlive()).as("the server's write waits").isTrue();
            assertThat(events).isEmpty();
            loop.execute(connection::drop);
            writer.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            assertThat(writer.isAlive()).isFalse();
        }
    }

    private Connection connect(int receiveBuffer) throws InterruptedException {
        return loop.call(() -> loop.connect(new Loop.Request(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()),
                "/ws/x/?a=b",
                "cargue.v1",
                "the.token.x",
                receiveBuffer,
                this)));
    }

    private static void writeUntilBlocked(Socket socket, byte[] frame) {
        try {
            for (int i = 0; i < 100_000; i++) {
                socket.getOutputStream().write(frame);
            }
        } catch (IOException e) {
            // The client has gone, as it was told.
        }
    }

    @Override
    public void opened(Connection opened) {
        events.add("opened");
    }

    @Override
    public void text(Connection from, ByteBuffer message, long now) {
        events.add("text " + StandardCharsets.UTF_8.decode(message));
    }

    @Override
    public void ended(Connection from, Ending ending) {
        events.add("ended " + ending);
    }

    private String next() throws InterruptedException {
        return String.valueOf(events.poll(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        return head.toString();
    }

    private static byte[] upgrade(String request) throws Exception {
        String key = request.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+)\r\n.*", "$1");
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Protocol: cargue.v1\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Opcode and payload of a client's frame, which must be whole and masked. */
    private static String clientFrame(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        assertThat(first & 0x80).isEqualTo(0x80);
        assertThat(second & 0x80).isEqualTo(0x80);
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(second & 0x7f);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return (first & 0x0f) + " " + new String(payload, StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
