package cargue.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request as it goes over the wire, with whatever headers a test wants it to have. Immutable. */
record Ask(String method, String target, String version, List<String> lines, String body) {

    private static final String HOST = "Host";

    static Ask of(String method, String target) {
        return new Ask(method, target, "HTTP/1.1", List.of(), "");
    }

    static Ask get(String target) {
        return of("GET", target);
    }

    static Ask post(String target, String json) {
        return of("POST", target).json(json);
    }

    static Ask put(String target, String json) {
        return of("PUT", target).json(json);
    }

    /** A handshake of a WebSocket. */
    static Ask upgrade(String target) {
        return get(target)
                .with("Upgrade", "websocket")
                .with("Connection", "Upgrade")
                .with("Sec-WebSocket-Version", "13")
                .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    /** One more header, or one more line of the same. */
    Ask with(String name, String value) {
        List<String> more = new ArrayList<>(lines);
        more.add(name + ": " + value);
        return new Ask(method, target, version, List.copyOf(more), body);
    }

    /** By another name than the one that the service is known by. */
    Ask host(String host) {
        return with(HOST, host);
    }

    Ask bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    Ask cookie(String token) {
        return with("Cookie", "cargue_token=" + token);
    }

    Ask origin(String origin) {
        return with("Origin", origin);
    }

    Ask subprotocols(String offers) {
        return with("Sec-WebSocket-Protocol", offers);
    }

    Ask at(String other) {
        return new Ask(method, other, version, lines, body);
    }

    /** As of a time when no name was sent. */
    Ask http10() {
        return new Ask(method, target, "HTTP/1.0", lines, body);
    }

    /** What a browser asks before a page of another origin may send this. */
    Ask preflight(String origin) {
        return of("OPTIONS", target)
                .origin(origin)
                .with("Access-Control-Request-Method", method)
                .with("Access-Control-Request-Headers", "authorization, content-type");
    }

    boolean has(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(start));
    }

    /** Whether its answer must come from a page's own service, or from one that lists the page. */
    boolean changes() {
        return !List.of("GET", "HEAD", "OPTIONS").contains(method) || has("Upgrade");
    }

    /** @param host what the Host header says unless the request has its own */
    byte[] bytes(String host) {
        StringBuilder text = new StringBuilder(method + " " + target + " " + version + "\r\n");
        if (!has(HOST) && version.equals("HTTP/1.1")) {
            text.append(HOST).append(": ").append(host).append("\r\n");
        }
        lines.forEach(line -> text.append(line).append("\r\n"));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        if (content.length > 0) {
            text.append("Content-Length: ").append(content.length).append("\r\n");
        }
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    private Ask json(String json) {
        return new Ask(method, target, version, lines, json).with("Content-Type", "application/json");
    }
}
