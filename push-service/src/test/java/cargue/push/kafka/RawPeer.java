package cargue.push.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** A WebSocket by hand: it can be silent, and send an Origin, which Java's client does not let one choose. */
final class RawPeer implements AutoCloseable {

    private static final int CLOSE = 8;
    private static final int READ_LIMIT_MS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final int status;

    private RawPeer(int port, String path, String header) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(READ_LIMIT_MS);
        in = new DataInputStream(socket.getInputStream());
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\r\n" + header + "\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readByte());
        }
        if (answer.toString().contains("Extensions")) {
            throw new IllegalStateException("compression was accepted: " + answer);
        }
        status = Integer.parseInt(answer.substring(9, 12));
    }

    static RawPeer open(int port, String path) throws IOException {
        return new RawPeer(port, path, "");
    }

    /** The status of a handshake from a page of this origin. */
    static int status(int port, String path, String origin) {
        try (RawPeer peer = new RawPeer(port, path, "Origin: " + origin + "\r\n")) {
            return peer.status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on, answering nothing, until the close frame. */
    int readCloseCode() throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte();
            byte[] payload = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
            if (opcode == CLOSE) {
                return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
