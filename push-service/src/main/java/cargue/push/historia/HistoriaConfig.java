package cargue.push.historia;

import cargue.push.entrada.HandshakeForm;
import cargue.push.entrada.Puerta;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Binds the replay to its address. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HistoriaSettings.class)
class HistoriaConfig {

    private static final String PATH = "/ws/repeticion/{" + Puerta.VENDEDOR_ID + "}";

    @Bean
    WebSocketHttpRequestHandler repeticionEndpoint(
            RepeticionHandler handler, HandshakeForm form, RepeticionHandshake checks) {
        WebSocketHttpRequestHandler endpoint = new WebSocketHttpRequestHandler(
                handler, new DefaultHandshakeHandler(new JettyRequestUpgradeStrategy()));
        endpoint.setHandshakeInterceptors(List.of(form, checks));
        return endpoint;
    }

    @Bean
    SimpleUrlHandlerMapping repeticionMapping(WebSocketHttpRequestHandler repeticionEndpoint) {
        // Before the mapping of static files, which takes every path.
        return new SimpleUrlHandlerMapping(Map.of(PATH, repeticionEndpoint, PATH + "/", repeticionEndpoint), 1);
    }
}
