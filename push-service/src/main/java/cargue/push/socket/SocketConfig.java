package cargue.push.socket;

import cargue.push.entrada.HandshakeForm;
import cargue.push.entrada.Puerta;
import cargue.push.entrada.Rechazos;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Binds the streams to their addresses. Not by {@code @EnableWebSocket}: that brings its own origin check, which knows
 * no list of whole origins besides the same one.
 */
@Configuration(proxyBeanMethods = false)
class SocketConfig {

    private static final String MANY = "/ws/cargue";
    /** Spring wants one for its own sessions, of which there are none: {@link CoreUpgrade} makes ours. */
    private static final WebSocketHandler NOBODY = new AbstractWebSocketHandler() {};

    private static final String ONE = MANY + "/{" + Puerta.VENDEDOR_ID + "}";

    @Bean
    WebSocketHttpRequestHandler streamOfOne(
            StreamHandler handler, HandshakeForm form, Puerta puerta, Rechazos rechazos) {
        return endpoint(handler, form, new HandshakeChecks(puerta, rechazos, false));
    }

    @Bean
    WebSocketHttpRequestHandler streamOfMany(
            StreamHandler handler, HandshakeForm form, Puerta puerta, Rechazos rechazos) {
        return endpoint(handler, form, new HandshakeChecks(puerta, rechazos, true));
    }

    private static WebSocketHttpRequestHandler endpoint(
            StreamHandler handler, HandshakeForm form, HandshakeChecks checks) {
        WebSocketHttpRequestHandler endpoint = new WebSocketHttpRequestHandler(NOBODY, new Handshakes(handler));
        endpoint.setHandshakeInterceptors(List.of(form, checks));
        return endpoint;
    }

    @Bean
    SimpleUrlHandlerMapping streamMapping(
            WebSocketHttpRequestHandler streamOfOne, WebSocketHttpRequestHandler streamOfMany) {
        Map<String, Object> handlers =
                Map.of(ONE, streamOfOne, ONE + "/", streamOfOne, MANY, streamOfMany, MANY + "/", streamOfMany);
        // Before the mapping of static files, which takes every path.
        return new SimpleUrlHandlerMapping(handlers, 1);
    }

    /** Spring's checks of a handshake, and our choice of the subprotocol. */
    private static final class Handshakes extends DefaultHandshakeHandler {

        Handshakes(StreamHandler handler) {
            super(new CoreUpgrade(handler));
        }

        /** The best that is offered word for word, whatever the client's order: a name in other letters is another. */
        @Override
        protected @Nullable String selectProtocol(List<String> requested, WebSocketHandler handler) {
            return StreamHandler.SUBPROTOCOLS.stream()
                    .filter(requested::contains)
                    .findFirst()
                    .orElse(null);
        }

        /**
         * Jetty's API for WebSockets, on which the replays are, would accept every browser's offer of permessage-deflate.
         * A compressor a viewer costs more memory than all else of it, and CPU at every delivery.
         */
        @Override
        public void setServletContext(ServletContext context) {
            super.setServletContext(context);
            ServletContextHandler jetty =
                    Objects.requireNonNull(ServletContextHandler.getServletContextHandler(context), "not on Jetty");
            WebSocketServerComponents.getWebSocketComponents(jetty)
                    .getExtensionRegistry()
                    .unregister("permessage-deflate");
        }
    }
}
