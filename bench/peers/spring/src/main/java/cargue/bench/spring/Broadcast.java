package cargue.bench.spring;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Sends what is posted to the sessions of a vendedor, one after the other, in the request's thread. A session that does
 * not read holds up all; what was sent before a session came is not sent to it.
 */
@RestController
class Broadcast extends TextWebSocketHandler {

    private final Map<String, Set<WebSocketSession>> sessions = new ConcurrentHashMap<>();

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        sessions.computeIfAbsent(vendedor(session), vendedor -> ConcurrentHashMap.newKeySet())
                .add(session);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        sessions.getOrDefault(vendedor(session), Set.of()).remove(session);
    }

    @PostMapping("/publish/{vendedor}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void publish(@PathVariable String vendedor, @RequestBody String message) {
        TextMessage text = new TextMessage(message);
        for (WebSocketSession session : sessions.getOrDefault(vendedor, Set.of())) {
            send(session, text);
        }
    }

    private static void send(WebSocketSession session, TextMessage text) {
        synchronized (session) {
            try {
                session.sendMessage(text);
            } catch (IOException | IllegalStateException e) {
                // The session has ended; its closing takes it from the set.
            }
        }
    }

    private static String vendedor(WebSocketSession session) {
        String[] path = Objects.requireNonNull(session.getUri()).getPath().split("/", -1);
        return path[path.length - 2];
    }
}
