package cargue.bench.peer;

import cargue.bench.load.Sheet.Check;
import cargue.local.process.StackException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** HTTP requests as bytes, and what answers say. */
final class Requests {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private Requests() {}

    /** A port on this machine's loopback address. */
    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** A POST of JSON. */
    static ByteBuffer post(InetSocketAddress server, String path, Map<String, String> headers, String json) {
        StringBuilder head = new StringBuilder(256);
        head.append("POST ").append(path).append(" HTTP/1.1\r\nHost: ");
        head.append(server.getHostString()).append(':').append(server.getPort());
        head.append("\r\nContent-Type: application/json");
        headers.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        head.append("\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
        byte[] request = new byte[head.length() + body.length];
        byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return ByteBuffer.wrap(request);
    }

    /** Throws unless the answer says that the check was taken. */
    static void requireTaken(Check check, int status, ByteBuffer body) {
        if (status != OK && status != NO_CONTENT) {
            throw new StackException("check " + check.number() + " of " + check.vendedor() + " was answered " + status
                    + " " + text(body));
        }
    }

    /** The number that follows a key in the answer. */
    static long number(String key, ByteBuffer body) {
        String text = text(body);
        int at = text.indexOf("\"" + key + "\":");
        if (at < 0) {
            throw new StackException("an answer without " + key + ": " + text);
        }
        int start = at + key.length() + 3;
        int end = start;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == ' ')) {
            end++;
        }
        return Long.parseLong(text.substring(start, end).strip());
    }

    static String text(ByteBuffer body) {
        return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }
}
