package cargue.bench.floor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request to the floor, as far as it looks at it.
 *
 * @param name the last part of the path: the vendedor
 * @param key the WebSocket's key; null when it asks for none
 */
record Request(String name, @Nullable String key, ByteBuffer body) {

    private static final byte[] NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final String HEAD_END = "\r\n\r\n";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** The answer to a post. */
    static ByteBuffer noContent() {
        return ByteBuffer.wrap(NO_CONTENT);
    }

    /** The answer that makes it a WebSocket. */
    static ByteBuffer upgrade(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.wrap(
                    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                                    + Base64.getEncoder().encodeToString(hash) + HEAD_END)
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** Takes requests from what a connection brings. */
    static final class Parser {

        private byte[] kept = {};

        /** The next one; null when it is not all there. Takes all bytes. */
        @Nullable
        Request take(ByteBuffer in) {
            int before = kept.length;
            kept = Arrays.copyOf(kept, before + in.remaining());
            in.get(kept, before, in.remaining());
            String text = new String(kept, StandardCharsets.ISO_8859_1);
            int end = text.indexOf(HEAD_END);
            if (end < 0) {
                return null;
            }
            int start = end + HEAD_END.length();
            String length = header(text.substring(0, end), "content-length");
            int size = length == null ? 0 : Integer.parseInt(length);
            if (kept.length < start + size) {
                return null;
            }
            ByteBuffer body = ByteBuffer.wrap(Arrays.copyOfRange(kept, start, start + size));
            kept = Arrays.copyOfRange(kept, start + size, kept.length);
            String path = text.split(" ", 3)[1].replaceAll("/$", "");
            return new Request(
                    path.substring(path.lastIndexOf('/') + 1),
                    header(text.substring(0, end), "sec-websocket-key"),
                    body);
        }

        private static @Nullable String header(String head, String name) {
            for (String line : head.split("\r\n", -1)) {
                int colon = line.indexOf(':');
                if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
                    return line.substring(colon + 1).strip();
                }
            }
            return null;
        }
    }
}
