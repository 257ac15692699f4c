package cargue.push.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.push.Fichas;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A WebSocket by hand: it can be silent, break the protocol's rules, and send an Origin, which Java's client does not
 * let one choose.
 */
final class RawPeer implements AutoCloseable {

    static final int FIN = 0x80;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int NO_CODE = -1;

    private static final int READ_LIMIT_MS = 30_000;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};
    private static final int SHORT = 125;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final Socket socket;
    private final DataInputStream in;
    private final int status;

    private RawPeer(int port, String path, String header) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(READ_LIMIT_MS);
        in = new DataInputStream(socket.getInputStream());
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\r\nAuthorization: Bearer "
                + Fichas.ADMIN + "\r\n" + header + "\r\n";
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

    static RawPeer open(int port, String path, String subprotocol) throws IOException {
        return new RawPeer(port, path, "Sec-WebSocket-Protocol: " + subprotocol + "\r\n");
    }

    /** The status of a handshake from a page of this origin. */
    static int status(int port, String path, String origin) {
        try (RawPeer peer = new RawPeer(port, path, "Origin: " + origin + "\r\n")) {
            return peer.status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a frame as a client must, masked.
     *
     * @param first the frame's first byte: FIN, reserved bits and opcode
     */
    RawPeer send(int first, byte... payload) throws IOException {
        byte[] masked = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            masked[i] = (byte) (payload[i] ^ MASK[i % MASK.length]);
        }
        return send(header(first, MASKED, payload.length), MASK, masked);
    }

    /** Sends a frame as only a server may. */
    RawPeer sendUnmasked(int first, byte... payload) throws IOException {
        return send(header(first, 0, payload.length), payload);
    }

    /** Sends the beginning of a frame that is to be so long, and nothing of its payload. */
    RawPeer announce(int first, long length) throws IOException {
        return send(header(first, MASKED, length), MASK);
    }

    private static byte[] header(int first, int masked, long length) {
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) first);
        if (length >= 0 && length <= SHORT) {
            header.put((byte) (masked | length));
        } else if (length >= 0 && length <= 0xffff) {
            header.put((byte) (masked | LENGTH_16)).putShort((short) length);
        } else {
            header.put((byte) (masked | LENGTH_64)).putLong(length);
        }
        return Arrays.copyOf(header.array(), header.position());
    }

    private RawPeer send(byte[]... parts) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            frame.write(part);
        }
        frame.writeTo(socket.getOutputStream());
        return this;
    }

    /** Says that it will send no more, and goes on reading: a half-open connection. */
    void finishSending() throws IOException {
        socket.shutdownOutput();
    }

    /** Is gone at once, without a word. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits for the next frame. */
    Frame read() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte();
        byte[] payload = in.readNBytes(length == LENGTH_16 ? in.readUnsignedShort() : length);
        int closeCode = opcode == CLOSE && length >= 2 ? ((payload[0] & 0xff) << 8) | (payload[1] & 0xff) : NO_CODE;
        return new Frame(opcode, closeCode, new String(payload, UTF_8));
    }

    /** Reads on, answering nothing, until the first frame of this opcode. */
    Frame read(int opcode) throws IOException {
        Frame frame = read();
        while (frame.opcode() != opcode) {
            frame = read();
        }
        return frame;
    }

    /** Reads on, answering nothing, until the close frame. */
    int readCloseCode() throws IOException {
        return read(CLOSE).closeCode();
    }

    /** Reads on, answering nothing, until the server ends the connection; the frames that came before. */
    List<Frame> readToEnd() throws IOException {
        List<Frame> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(read());
            }
        } catch (EOFException | SocketException e) {
            return frames;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /**
     * A frame of the server's.
     *
     * @param closeCode {@link #NO_CODE} where it has none
     */
    record Frame(int opcode, int closeCode, String text) {}
}
