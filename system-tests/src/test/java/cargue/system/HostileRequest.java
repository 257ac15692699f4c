package cargue.system;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * A call that was good before something in it was spoiled.
 *
 * @param framed whether it still is a request by the rules of HTTP, so that it must have an answer
 */
@SuppressWarnings("ArrayRecordComponent")
record HostileRequest(Call call, byte[] bytes, boolean framed) {

    private static final List<String> HEADERS = List.of(
            "Host",
            "Origin",
            "Cookie",
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Content-Type",
            "Content-Encoding",
            "Expect",
            "Forwarded",
            "Idempotency-Key",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "Last-Event-ID",
            "Range",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Protocol",
            "Sec-WebSocket-Version",
            "Upgrade",
            "X-Forwarded-For",
            "X-HTTP-Method-Override");

    /** Those that say where a request ends. */
    private static final List<String> FRAMING = List.of("Content-Length", "Transfer-Encoding", "Connection");

    private static final List<String> METHODS =
            List.of("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "NADA", "get");

    private static final List<String> FORMS = List.of(
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/xml",
            "application/json;charset=utf-16");

    private static final List<String> TARGETS = List.of("/error", "/error/", "/actuator/..", "*", "http://x/", "/%2e");

    /** What RFC 9112 lets a target consist of. */
    private static final Pattern TARGET = Pattern.compile("[\\w!$%&'()*+,./:;=?@~\\[\\]-]+");

    private static final Pattern LINE = Pattern.compile("[ -~]*");

    private static final int LONGEST_HEAD = 7_000;
    private static final int LONGEST_REQUEST = 100_000;

    /** Over every limit of a body. */
    private static final int LARGE = 1_200_000;

    private static final int MANY_HEADERS = 300;

    /** The call spoiled in one of many ways; the same for the same state of the random. */
    static HostileRequest of(Call call, Ask good, String host, Nasty nasty, Random random) {
        boolean body = !good.body().isEmpty();
        return switch (random.nextInt(body ? 12 : 8)) {
            case 0 -> framed(call, good.at(insert(good.target(), nasty, random)), host);
            case 1 -> framed(call, good.at(good.target() + query(nasty, random)), host);
            case 2 -> framed(call, good.at(random.nextBoolean() ? nasty.any(TARGETS) : "/" + nasty.text()), host);
            case 3 -> framed(call, method(good, nasty.any(METHODS)), host);
            case 4 -> framed(call, header(good, nasty.any(HEADERS), nasty.text()), host);
            case 5 ->
                unframed(call, header(good, nasty.any(FRAMING), nasty.text()).bytes(host));
            case 6 -> unframed(call, nasty.bytes(good.bytes(host)));
            case 7 -> random.nextBoolean() ? many(call, good, host, nasty) : twoHosts(call, good, host);
            case 8 -> framed(call, body(good, random.nextInt(9) == 0 ? large(good.body()) : nasty.json()), host);
            case 9 -> unframed(call, chunked(good, host, nasty, random));
            case 10 ->
                framed(call, header(good, "Content-Type", nasty.any(FORMS)).at(good.target()), host);
            default -> framed(call, body(good, nasty.json(good.body())), host);
        };
    }

    /**
     * A server may close the connection on what is no request, or a larger one than it reads, without waiting for the
     * rest; its answer may then be lost on the way.
     */
    private static HostileRequest framed(Call call, Ask ask, String host) {
        byte[] bytes = ask.bytes(host);
        int head = bytes.length - ask.body().getBytes(StandardCharsets.UTF_8).length;
        boolean plain = TARGET.matcher(ask.target()).matches()
                && ask.lines().stream().allMatch(line -> LINE.matcher(line).matches());
        return new HostileRequest(call, bytes, plain && head < LONGEST_HEAD && bytes.length < LONGEST_REQUEST);
    }

    private static HostileRequest unframed(Call call, byte[] bytes) {
        return new HostileRequest(call, bytes, false);
    }

    private static String insert(String target, Nasty nasty, Random random) {
        int at = 1 + random.nextInt(target.length());
        return target.substring(0, at) + nasty.text() + target.substring(at);
    }

    private static String query(Nasty nasty, Random random) {
        String names = nasty.any(List.of("fecha", "dia", "desde", "hasta", "vendedor_id", "idSheet", "velocidad", "x"));
        return (random.nextBoolean() ? "?" : "&") + names + "=" + nasty.text();
    }

    private static Ask method(Ask good, String method) {
        return new Ask(method, good.target(), good.version(), good.lines(), good.body());
    }

    private static Ask body(Ask good, String body) {
        return new Ask(good.method(), good.target(), good.version(), good.lines(), body);
    }

    /** In the place of the good one, if there is one. */
    private static Ask header(Ask good, String name, String value) {
        List<String> lines = good.lines().stream()
                .filter(line -> !line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .toList();
        return new Ask(good.method(), good.target(), good.version(), lines, good.body()).with(name, value);
    }

    private static String large(String good) {
        return good + " ".repeat(LARGE);
    }

    private static HostileRequest many(Call call, Ask good, String host, Nasty nasty) {
        Ask ask = good;
        String value = nasty.text();
        for (int i = 0; i < MANY_HEADERS; i++) {
            ask = ask.with("X-" + i, value);
        }
        return framed(call, ask, host);
    }

    private static HostileRequest twoHosts(Call call, Ask good, String host) {
        return unframed(call, good.host(host).host("x").bytes(host));
    }

    /** In chunks whose lengths may lie. */
    private static byte[] chunked(Ask good, String host, Nasty nasty, Random random) {
        Ask head = body(good, "").with("Transfer-Encoding", "chunked");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.bytes(host));
        byte[] content = good.body().getBytes(StandardCharsets.UTF_8);
        String length = random.nextBoolean() ? Integer.toHexString(content.length) : nasty.text();
        bytes.writeBytes((length + "\r\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        bytes.writeBytes((random.nextBoolean() ? "\r\n0\r\n\r\n" : nasty.text()).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        int shown = Math.min(bytes.length, 1_200);
        return call + ": "
                + new String(bytes, 0, shown, StandardCharsets.ISO_8859_1)
                        .replaceAll("eyJ[^\\r]*", "(token)") // what a test prints is looked at for tokens too
                        .replaceAll("\\p{Cntrl}+", " ");
    }
}
