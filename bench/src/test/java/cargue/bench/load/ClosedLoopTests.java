package cargue.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.bench.load.ClosedLoop.Client;
import cargue.bench.load.ClosedLoop.Outcome;
import cargue.bench.load.ClosedLoop.Request;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against a server that is too busy for every request at first. */
class ClosedLoopTests {

    @Test
    void sendsAgainWhatTheServerWasTooBusyFor() throws Exception {
        List<String> got = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            got.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(got.size() % 2 == 1 ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        try (ClosedLoop loop = new ClosedLoop(server.getAddress(), 1)) {
            int[] next = {0};
            Client client = () -> new Request(
                    ByteBuffer.wrap(("POST /" + next[0]++ + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII)),
                    1,
                    (status, body) -> status == 204);
            Outcome outcome = loop.run(List.of(client), Duration.ofMillis(100));
            assertThat(outcome.checks()).isPositive().isEqualTo(outcome.busy());
            assertThat(outcome.answers().count()).isEqualTo(outcome.checks());
            assertThat(got).hasSize((int) (2 * outcome.checks()));
            for (int i = 0; i < got.size(); i++) {
                assertThat(got.get(i)).isEqualTo("/" + i / 2);
            }
        } finally {
            server.stop(0);
        }
    }
}
