package cargue.push.http;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the system keeps for this service's sockets, where its defaults do not fit many viewers. */
@Configuration(proxyBeanMethods = false)
class SocketBuffers {

    /**
     * Connections that may wait to be accepted. Java's default is 50: when all viewers come back at once, the system
     * drops the rest, and those try again after 1, 3, 7 and more seconds.
     */
    private static final int ACCEPT_QUEUE = 4096;

    /**
     * Bytes of a socket's send buffer. Left to itself Linux takes up to 4 MB for each viewer that does not read, which at
     * a thousand is more than all TCP memory of a usual machine. Enough for a message of 64 KiB and the next.
     */
    private static final int SEND_BUFFER = 128 << 10;

    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> socketBuffersCustomizer() {
        return factory -> factory.addServerCustomizers(SocketBuffers::set);
    }

    private static void set(Server server) {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof ServerConnector tcp) {
                tcp.setAcceptQueueSize(ACCEPT_QUEUE);
                tcp.setAcceptedSendBufferSize(SEND_BUFFER);
            }
        }
    }
}
