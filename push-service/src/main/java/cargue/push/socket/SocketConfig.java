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
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Binds the streams to their addresses. Not by {@code @EnableWebSocket}: that brings its own origin check, which knows
 * no list of whole origins besides the same one.
 */
@Configuration(proxyBeanMethods = false)
class SocketConfig {

    private static final String MANY = "/ws/cargue";
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
        WebSocketHttpRequestHandler endpoint = new WebSocketHttpRequestHandler(handler, new Uncompressed());
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

    /**
     * Takes permessage-deflate out of Jetty's hands, which would accept every browser's offer: a message is some 200
     * bytes, and a compressor a viewer costs more memory than all else of it, and CPU at every delivery.
     */
    private static final class Uncompressed extends DefaultHandshakeHandler {

        Uncompressed() {
            super(new JettyRequestUpgradeStrategy());
        }

        /** The best that is offered word for word, whatever the client's order: a name in other letters is another. */
        @Override
        protected @Nullable String selectProtocol(List<String> requested, WebSocketHandler handler) {
            return StreamHandler.SUBPROTOCOLS.stream()
                    .filter(requested::contains)
                    .findFirst()
                    .orElse(null);
        }

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
