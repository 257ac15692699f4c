package cargue.push.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.Rol;
import cargue.push.Fichas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/** A client of HTTP by hand that asks and then takes nothing but the answer's head until told, from an address of its own. */
final class SlowReader implements AutoCloseable {

    private static final int READ_LIMIT_MS = 30_000;
    private static final int SMALL = 4 * 1024;

    private final Socket socket = new Socket();
    private final String head;

    private SlowReader(int port, String user, String path) throws IOException {
        socket.setReceiveBufferSize(SMALL);
        socket.setSoTimeout(READ_LIMIT_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer "
                + Fichas.of(user, Rol.ANALISTA, Duration.ofHours(1)) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) socket.getInputStream().read());
        }
        head = answer.toString();
    }

    /** @param user who asks */
    static SlowReader open(PushNode node, String user, String path) throws IOException {
        return new SlowReader(node.port(), user, path);
    }

    String head() {
        return head;
    }

    int status() {
        return Integer.parseInt(head.substring(9, 12));
    }

    /** Takes all there is, until the server ends the connection. */
    String readToTheEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[SMALL];
        try {
            for (int n = socket.getInputStream().read(some);
                    n >= 0;
                    n = socket.getInputStream().read(some)) {
                all.write(some, 0, n);
            }
        } catch (SocketException e) {
            all.writeBytes("(reset)".getBytes(UTF_8)); // as good an end as another
        }
        return all.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
