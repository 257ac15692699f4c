package cargue.push.socket;

import cargue.push.entrada.Sesion;
import cargue.push.socket.StreamHandler.Opening;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/**
 * From Spring's handshake, which has checked the request and chosen the subprotocol, to Jetty's core: one session object
 * a viewer, on a connection of ours. No extension is taken: a compressor a viewer would cost more memory than all else of
 * it, and CPU at every delivery.
 */
final class CoreUpgrade implements RequestUpgradeStrategy {

    private final StreamHandler handler;

    CoreUpgrade(StreamHandler handler) {
        this.handler = handler;
    }

    @Override
    public String[] getSupportedVersions() {
        return new String[] {"13"};
    }

    @Override
    public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
        return List.of();
    }

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String protocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler unused,
            Map<String, Object> attributes) {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(servlet);
        WebSocketComponents components = WebSocketServerComponents.getWebSocketComponents(
                core.getServletContext().getServletContextHandler());
        Opening opening = new Opening(
                Sesion.kept(attributes), servlet.getRemoteAddr(), HandshakeChecks.peticion(attributes), protocol);
        Negotiator negotiator = new Negotiator(protocol, new ViewerSession(handler, opening), handler.transportLimit());
        try (Blocker.Callback answered = Blocker.callback()) {
            boolean upgraded = new WebSocketMappings(components)
                    .upgrade(negotiator, core, core.getServletContextResponse(), answered, null);
            WebSocketCoreSession session = negotiator.session;
            if (!upgraded || session == null) {
                throw new HandshakeFailureException("Jetty does not upgrade");
            }
            answered.block();
            // Jetty opens the connection that this attribute names when the request's handling has ended.
            core.setAttribute(
                    HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                    ViewerConnection.of(core.getConnectionMetaData(), session));
        } catch (IOException e) {
            throw new HandshakeFailureException("the upgrade was not taken", e);
        }
    }

    private static final class Negotiator implements WebSocketNegotiator {

        private final @Nullable String protocol;
        private final FrameHandler frames;
        private final int transportLimit;
        private @Nullable WebSocketCoreSession session;

        Negotiator(@Nullable String protocol, FrameHandler frames, int transportLimit) {
            this.protocol = protocol;
            this.frames = frames;
            this.transportLimit = transportLimit;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            if (protocol != null) {
                response.setAcceptedSubProtocol(protocol);
            }
            response.setExtensions(List.of());
            return frames;
        }

        /** Jetty gives the session itself. */
        @Override
        public void customize(Configuration configuration) {
            // Quiet viewers are ours to judge, by ping (Viewer); Jetty would end them after 30 s.
            configuration.setIdleTimeout(Duration.ZERO);
            configuration.setMaxTextMessageSize(transportLimit);
            configuration.setMaxBinaryMessageSize(transportLimit);
            if (configuration instanceof WebSocketCoreSession made) {
                session = made;
            }
        }
    }
}
