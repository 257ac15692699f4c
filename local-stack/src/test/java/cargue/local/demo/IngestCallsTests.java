package cargue.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.local.issuer.Issuer;
import cargue.local.process.DataDir;
import cargue.local.process.Ports;
import cargue.local.process.Progress;
import com.nimbusds.jose.JWSObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that notes who calls what. */
class IngestCallsTests {

    private static final Sheet SHEET = new Sheet("ID3", LocalDate.of(2026, 1, 5));

    @TempDir
    Path temp;

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private DataDir dir;
    private Issuer issuer;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        dir = DataDir.open(temp.resolve("data"));
        issuer = new Issuer(dir, 0);
        issuer.start();
        server = HttpServer.create(Ports.address(0), 0);
        server.createContext("/", this::note);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        issuer.close();
        dir.close();
    }

    @Test
    void callsAsTheOneWhoMayMakeTheCall() throws Exception {
        String url = "http://" + Ports.HOST + ":" + server.getAddress().getPort();
        IngestCalls demo = new IngestCalls(url, issuer, Progress.silent());
        demo.saveSuggested(SHEET, Product.catalogue(), new Random(1));
        demo.tick(new Tick(Duration.ZERO, SHEET, "AREPA", true));
        demo.tick(new Tick(Duration.ZERO, SHEET, "AREPA", false));
        assertThat(demo.isFullyTicked(SHEET)).isFalse();
        assertThat(calls)
                .containsExactly(
                        "/api/guardar-sugerido/ by vendedor ID3",
                        "/api/actualizar-check-despachador/ by despachador DESP1",
                        "/api/actualizar-check-vendedor/ by vendedor ID3",
                        "/api/obtener-cargue/ by vendedor ID3");
    }

    private void note(HttpExchange exchange) {
        try (exchange) {
            String bearer = exchange.getRequestHeaders().getFirst("Authorization");
            Map<String, Object> claims = JWSObject.parse(bearer.substring("Bearer ".length()))
                    .getPayload()
                    .toJSONObject();
            calls.add(exchange.getRequestURI().getPath() + " by " + claims.get("rol") + " " + claims.get("sub"));
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException("a token that is none", e);
        }
    }
}
