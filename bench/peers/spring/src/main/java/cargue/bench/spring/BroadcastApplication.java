package cargue.bench.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/** Boot, Tomcat and a WebSocket handler, with their defaults. */
@SpringBootApplication
@EnableWebSocket
public class BroadcastApplication {

    /** Listens on the port of {@code SERVER_PORT} until it is killed. */
    public static void main(String[] args) {
        SpringApplication.run(BroadcastApplication.class, args);
    }

    @Bean
    WebSocketConfigurer sockets(Broadcast broadcast) {
        return registry -> registry.addHandler(broadcast, "/ws/cargue/*/").setAllowedOrigins("*");
    }
}
