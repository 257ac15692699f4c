package cargue.bench.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HTTP request that asks for a WebSocket, and what the server answers. */
final class Handshake {

    static final int UPGRADED = 101;

    private static final int LONGEST_HEAD = 8 << 10;
    private static final String HEAD_END = "\r\n\r\n";
    private static final String RFC_6455_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String KEY =
            Base64.getEncoder().encodeToString("cargue-bench-key".getBytes(StandardCharsets.US_ASCII));
    private static final String ACCEPT = accept(KEY);

    private Handshake() {}

    static ByteBuffer request(Loop.Request wanted) {
        String head = "GET " + wanted.path() + " HTTP/1.1\r\nHost: "
                + wanted.server().getHostString() + ":" + wanted.server().getPort()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + header("Sec-WebSocket-Protocol: ", wanted.subprotocol())
                + header("Authorization: Bearer ", wanted.token()) + HEAD_END;
        return ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
    }

    private static String header(String name, String value) {
        return value.isEmpty() ? "" : "\r\n" + name + value;
    }

    /**
     * The answer's head, without what follows it.
     *
     * @param headers by their names in lower case
     */
    record Answer(int status, Map<String, String> headers) {

        Answer {
            headers = Map.copyOf(headers);
        }

        /** Throws a ProtocolViolation when an upgrade is not the one that was asked for. */
        void verifyUpgrade(String subprotocol) {
            if (!ACCEPT.equals(headers.get("sec-websocket-accept"))) {
                throw new ProtocolViolation("Sec-WebSocket-Accept is wrong");
            }
            if (!subprotocol.equals(headers.getOrDefault("sec-websocket-protocol", ""))) {
                throw new ProtocolViolation(
                        "the subprotocol is not " + subprotocol + " but " + headers.get("sec-websocket-protocol"));
            }
            if (headers.containsKey("sec-websocket-extensions")) {
                throw new ProtocolViolation("an extension that nobody asked for");
            }
        }
    }

    /** Takes the head from the bytes; null, with nothing taken, when it is not all there. */
    static @Nullable Answer read(ByteBuffer in) {
        int looked = Math.min(in.remaining(), LONGEST_HEAD);
        String text = new String(in.array(), in.arrayOffset() + in.position(), looked, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(HEAD_END);
        if (end < 0) {
            if (looked == LONGEST_HEAD) {
                throw new ProtocolViolation("an answer's head is longer than " + LONGEST_HEAD + " bytes");
            }
            return null;
        }
        in.position(in.position() + end + HEAD_END.length());
        return parse(text.substring(0, end).split("\r\n"));
    }

    private static Answer parse(String[] lines) {
        String[] status = lines[0].split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("\\d{3}")) {
            throw new ProtocolViolation("not an HTTP answer: " + lines[0]);
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return new Answer(Integer.parseInt(status[1]), headers);
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + RFC_6455_GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
