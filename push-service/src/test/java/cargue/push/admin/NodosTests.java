package cargue.push.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cargue.push.admin.Nodos.Contestacion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodosTests {

    private static final String PATH = "/api/admin/nodo/";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer node;
    private String url;
    private Nodos nodos;

    @BeforeEach
    void start() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.start();
        url = "http://127.0.0.1:" + node.getAddress().getPort();
        nodos = nodos(url);
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    private static Nodos nodos(String... urls) {
        return new Nodos(new AdminSettings("prueba", List.of(urls)));
    }

    /** What the node answers from now on; the rest of a header line after the status is a Location. */
    private void answers(int status, String location, byte[] body) {
        node.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            send(exchange, status, body);
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Contestacion ask(String method, Duration bound) {
        return nodos.ask(url, method, PATH, "ficha", bound, 2).join();
    }

    private void assertAbsent(Duration bound, String why) {
        assertThatThrownBy(() -> ask("GET", bound))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(Ausente.class)
                .hasMessage(why);
    }

    @Test
    void aNodeIsAskedInTheCallersName() {
        answers(200, "", bytes("{\"nodo\":\"a\"}"));
        Contestacion answer = ask("GET", LONG);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"nodo\":\"a\"}");
        assertThat(asked).containsExactly("GET /api/admin/nodo/ Bearer ficha");
    }

    @Test
    void whatHasNoBodyHasNone() {
        answers(204, "", new byte[0]);

        assertThat(ask("DELETE", LONG)).isEqualTo(new Contestacion(204, ""));
        assertThat(asked).containsExactly("DELETE /api/admin/nodo/ Bearer ficha");
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answers(302, "http://127.0.0.1:" + elsewhere.getLocalPort() + "/", new byte[0]);

            assertThat(ask("GET", LONG).status()).isEqualTo(302);
            elsewhere.setSoTimeout(200);
            assertThatThrownBy(elsewhere::accept).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAddressThatIsNotListedIsNeverAsked() {
        answers(200, "", bytes("{}"));
        Nodos others = nodos("http://127.0.0.1:1");

        assertThatThrownBy(() -> others.ask(url, "GET", PATH, "ficha", LONG, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void aNodeThatIsAwayIsToldAtOnce() {
        node.stop(0);

        assertAbsent(LONG, "No se puede conectar.");
    }

    @Test
    void aNodeThatDoesNotAnswerIsWaitedForNoLongerThanTheBound() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + silent.getLocalPort();
            nodos = nodos(url);

            assertAbsent(Duration.ofMillis(200), "No contesta a tiempo.");
        }
    }

    @Test
    void anAnswerThatDoesNotEndIsWaitedForNoLongerThanTheBound() {
        node.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });

        assertAbsent(Duration.ofMillis(300), "No contesta a tiempo.");
    }

    @Test
    void anAnswerIsTakenNoLongerThanItMayBe() {
        answers(200, "", new byte[(2 << 20) + 1]);

        assertAbsent(LONG, "Contestó más de 2 MB.");
    }

    @Test
    void noMoreIsAskedAtOnceThanMemoryAllows() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + silent.getLocalPort();
            nodos = nodos(url);
            Duration bound = Duration.ofSeconds(2);
            List<CompletableFuture<Contestacion>> waiting = IntStream.range(0, 8)
                    .mapToObj(i -> nodos.ask(url, "GET", PATH, "ficha", bound, 16))
                    .toList();

            assertAbsent(LONG, "No se le preguntó: hay demasiadas preguntas a la vez.");
            assertThat(waiting)
                    .allSatisfy(one -> assertThatThrownBy(one::join).hasMessageContaining("No contesta a tiempo"));
            assertAbsent(Duration.ofMillis(200), "No contesta a tiempo.");
        }
    }

    @Test
    void whatIsNoJsonIsNoAnswer() {
        answers(200, "", bytes("<html>"));

        assertAbsent(LONG, "Contestó algo que no se entiende (estado 200).");
    }
}
