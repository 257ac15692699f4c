package cargue.faults.socket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A client's side of RFC 6455, as much as a viewer needs, without tolerance for what the RFC forbids a server. */
public final class Frames {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int LONGEST = 1 << 24;
    private static final int LONGEST_HEAD = 16 * 1024;

    private Frames() {}

    /** The handshake was answered with another status than 101. */
    public static final class Refused extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status) {
            super("status " + status);
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    /** One frame. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Frame(int opcode, boolean fin, byte[] payload) {}

    /** Puts the fragments of a message together. */
    public static final class Message {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean begun;

        /** The text when it is whole. */
        public @Nullable String add(Frame frame) throws IOException {
            if (frame.opcode != (begun ? CONTINUATION : TEXT)) {
                throw new ProtocolException("opcode " + frame.opcode + ", fragments before it: " + begun);
            }
            begun = !frame.fin;
            bytes.write(frame.payload);
            if (begun) {
                return null;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            bytes.reset();
            return text;
        }
    }

    /** Asks for the upgrade and reads the answer's head. */
    public static void handshake(Socket socket, DataInputStream in, URI uri, @Nullable String subprotocol, String token)
            throws IOException {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        String key = Base64.getEncoder().encodeToString(random);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String request = "GET " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nAuthorization: Bearer " + token
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + (subprotocol == null ? "" : "\r\nSec-WebSocket-Protocol: " + subprotocol) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String[] head = head(in).split("\r\n", -1);
        int status = Integer.parseInt(head[0].split(" ", 3)[1]);
        if (status != 101) {
            throw new Refused(status);
        }
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < head.length; i++) {
            String[] pair = head[i].split(":", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair[pair.length - 1].strip());
        }
        require(accept(key).equals(headers.get("sec-websocket-accept")), "Sec-WebSocket-Accept");
        require(
                (subprotocol == null ? "" : subprotocol).equals(headers.getOrDefault("sec-websocket-protocol", "")),
                "subprotocol of " + headers);
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            require(head.length() < LONGEST_HEAD, "the answer's head does not end");
            head.append((char) in.readUnsignedByte());
        }
        return head.substring(0, head.length() - 4);
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }

    public static Frame read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        int opcode = first & 0x0f;
        boolean fin = (first & FIN) != 0;
        require((first & 0x70) == 0, "reserved bits");
        require((second & MASKED) == 0, "a server's frame is masked");
        long length = second;
        if (second == SHORT_LENGTH) {
            length = in.readUnsignedShort();
        } else if (second == LONG_LENGTH) {
            length = in.readLong();
        }
        require(length >= 0 && length <= LONGEST, "length " + length);
        require(opcode < CLOSE || (fin && length < SHORT_LENGTH), "a long or fragmented control frame");
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(opcode, fin, payload);
    }

    /** Sends a whole frame; any thread. */
    public static void write(Socket socket, int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (FIN | opcode));
        if (payload.length < SHORT_LENGTH) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xffff) {
            frame.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LONG_LENGTH)).putLong(payload.length);
        }
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % mask.length]));
        }
        OutputStream out = socket.getOutputStream();
        synchronized (socket) {
            out.write(frame.array(), 0, frame.position());
        }
    }

    public static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, String what) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(what);
        }
    }
}
