package cargue.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A WebSocket server by hand, on a real socket: it does exactly what the test's thread makes it do. */
final class RawServer implements AutoCloseable {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int CONTINUATION = 0;

    private static final int LIMIT_MS = 20_000;
    private static final int FIN = 0x80;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket server;

    RawServer() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server.setSoTimeout(LIMIT_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Waits for the next connection and reads its request. */
    Peer accept() throws IOException {
        return new Peer(server.accept());
    }

    /** The next connection, upgraded to {@code cargue.v1}. */
    Peer upgrade() throws IOException {
        Peer peer = accept();
        peer.upgrade("cargue.v1");
        return peer;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /**
     * A frame that the client sent.
     *
     * @param closeCode of a close frame; else 0
     */
    record Frame(int opcode, String text, int closeCode) {}

    /** The server's end of one connection. */
    static final class Peer implements AutoCloseable {

        final String request;
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(LIMIT_MS);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            StringBuilder read = new StringBuilder();
            while (read.indexOf("\r\n\r\n") < 0) {
                read.append((char) in.readByte());
            }
            request = read.toString();
        }

        String header(String name) {
            return request.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }

        void upgrade(String subprotocol) throws IOException {
            answer("101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                    + accept(header("Sec-WebSocket-Key"))
                    + (subprotocol.isEmpty() ? "" : "\r\nSec-WebSocket-Protocol: " + subprotocol));
        }

        private static String accept(String key) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
                return Base64.getEncoder().encodeToString(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Status and headers of an answer, without a body. */
        void answer(String statusAndHeaders) throws IOException {
            out.write(("HTTP/1.1 " + statusAndHeaders + "\r\n\r\n").getBytes(ISO_8859_1));
        }

        void says(String... messages) throws IOException {
            for (String message : messages) {
                frame(TEXT, true, message.getBytes(UTF_8));
            }
        }

        void frame(int opcode, boolean last, byte[] payload) throws IOException {
            ByteBuffer head = ByteBuffer.allocate(10).put((byte) (opcode | (last ? FIN : 0)));
            if (payload.length < 126) {
                head.put((byte) payload.length);
            } else if (payload.length < 65_536) { // the shortest form is obligatory
                head.put((byte) 126).putShort((short) payload.length);
            } else {
                head.put((byte) 127).putLong(payload.length);
            }
            out.write(head.array(), 0, head.position());
            out.write(payload);
            out.flush();
        }

        void closes(int code) throws IOException {
            frame(CLOSE, true, ByteBuffer.allocate(2).putShort((short) code).array());
        }

        /** The next frame; throws when the client has cut the connection. */
        Frame read() throws IOException {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte() & 0x7f;
            length = length == 126 ? in.readUnsignedShort() : length;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            int closeCode =
                    opcode == CLOSE && length >= 2 ? ByteBuffer.wrap(payload).getShort() & 0xffff : 0;
            return new Frame(opcode, new String(payload, UTF_8), closeCode);
        }

        /** Whether the client has ended the connection; waits for it. */
        boolean isCut() throws IOException {
            try {
                return in.read() < 0;
            } catch (java.net.SocketException reset) {
                return true;
            }
        }

        /** Cuts the connection. */
        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
