package cargue.push.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.springframework.context.annotation.Bean;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Sends each message back as it came, on the server that carries the streams and in the way that they send: whole
 * frames on Jetty's core session, one under way at a time. No bean by itself, so that no other test's node has it.
 */
class EchoEndpoint {

    /** Where pages are, which need no token: the suite has none. */
    static final String PATH = "/cargue/eco";

    /** The longest message of the suite. */
    private static final int LIMIT = Math.toIntExact(DataSize.ofMegabytes(16).toBytes());

    @Bean
    WebSocketHttpRequestHandler echo() {
        return new WebSocketHttpRequestHandler(
                new Echo(), new DefaultHandshakeHandler(new JettyRequestUpgradeStrategy()));
    }

    @Bean
    SimpleUrlHandlerMapping echoMapping(WebSocketHttpRequestHandler echo) {
        return new SimpleUrlHandlerMapping(Map.of(PATH, echo), 1);
    }

    private static final class Echo extends AbstractWebSocketHandler {

        private static final long SEND_LIMIT_S = 60;

        @Override
        public void afterConnectionEstablished(WebSocketSession session) {
            session.setTextMessageSizeLimit(LIMIT);
            session.setBinaryMessageSizeLimit(LIMIT);
            // As in the streams: none of their connections is ended for being quiet.
            jetty(session).setIdleTimeout(Duration.ZERO);
        }

        /** Reads the next message only when this one's echo is written. */
        @Override
        public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
            if (message instanceof TextMessage text) {
                send(session, OpCode.TEXT, ByteBuffer.wrap(text.getPayload().getBytes(UTF_8)));
            } else if (message instanceof BinaryMessage binary) {
                send(session, OpCode.BINARY, binary.getPayload());
            }
        }

        private static void send(WebSocketSession session, byte opcode, ByteBuffer payload) throws Exception {
            Callback.Completable written = new Callback.Completable();
            CoreSession core = jetty(session).getCoreSession();
            core.sendFrame(new Frame(opcode, payload.asReadOnlyBuffer()), written, false);
            written.get(SEND_LIMIT_S, TimeUnit.SECONDS);
        }

        private static org.eclipse.jetty.websocket.common.WebSocketSession jetty(WebSocketSession session) {
            return (org.eclipse.jetty.websocket.common.WebSocketSession)
                    ((NativeWebSocketSession) session).getNativeSession();
        }
    }
}
