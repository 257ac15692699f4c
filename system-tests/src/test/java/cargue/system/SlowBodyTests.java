package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Rol;
import cargue.local.process.Ports;
import cargue.local.service.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sends slowly costs nobody else anything: twice as many as the service has threads, in every way to be slow. */
@ExtendWith(Stack.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowBodyTests {

    private static final int SENDERS = 400;
    private static final int LIMIT_MS = 30_000;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(15);

    /** After which Tomcat closes the connection of one who sends nothing, without an answer. */
    private static final Duration SILENCE = BODY_TIMEOUT.multipliedBy(2);

    private static final String OLD_PHONE = "127.0.0.7";
    private static final int KILOBYTE = 1024;

    private final Stack stack;
    private final Service ingest;
    private final String vendedorId;
    private final Sheet sheet;
    private final List<Socket> sockets = new ArrayList<>();

    SlowBodyTests(Stack stack) {
        this.stack = stack;
        this.ingest = stack.newIngest(
                "ingest-service-slow",
                Map.of(
                        "CARGUE_BODY_TIMEOUT",
                        BODY_TIMEOUT.toSeconds() + "s",
                        "SERVER_TOMCAT_CONNECTION_TIMEOUT",
                        SILENCE.toSeconds() + "s",
                        "CARGUE_BODY_MEMORY",
                        "3MB",
                        "CARGUE_SEGURIDAD_REDES_SIN_TOKEN",
                        OLD_PHONE));
        this.vendedorId = stack.newVendedor();
        this.sheet = Sheet.today(new Api(ingest.url()), vendedorId);
    }

    @BeforeAll
    void start() throws InterruptedException {
        Stack.restart(ingest);
        assertThat(sheet.fill(List.of("A"), 5).status()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        ingest.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
        HostileTests.assertIdle(ingest);
    }

    @Test
    void takesNoThreadFromOthers() throws Exception {
        List<Socket> heard = new ArrayList<>();
        List<Socket> refused = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            boolean chunked = i % 2 == 0;
            boolean known = i % 4 < 2;
            String beginning = i % 8 < 4 ? "" : chunked ? "3\r\n{\"v" : "{\"v";
            (known ? heard : refused).add(send(known ? despachador() : null, chunked ? -1 : 60, beginning));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(sheet.check("d", "A", i % 2 == 0).status()).isEqualTo(200);
        }
        for (Socket socket : refused) {
            assertThat(status(socket)).isEqualTo("401");
        }
        for (Socket socket : heard) {
            assertThat(status(socket)).isEqualTo("408");
        }
    }

    /** push-service reads no body, and so waits for none. */
    @Test
    void pushAnswersAtOnce() throws Exception {
        List<Socket> asked = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Ask ask = Ask.of("POST", "/sesion/").origin(stack.push().url()).with("Content-Length", "60");
            asked.add(send(
                    stack.push(), open("127.0.0.1", stack.push()), i % 2 == 0 ? ask.bearer(despachador()) : ask, "{"));
        }
        for (int i = 0; i < SENDERS; i++) {
            assertThat(status(asked.get(i))).isEqualTo(i % 2 == 0 ? "204" : "401");
        }
        HostileTests.assertIdle(stack.push());
    }

    /** A byte now and then does not keep a request alive for ever. */
    @Test
    void endsWhoDrips() throws Exception {
        Socket socket = send(despachador(), 10_000, "{");
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> !drip(socket));
        assertThat(status(socket)).isEqualTo("408");
    }

    @Test
    void hearsAPhoneWithBadReception() throws Exception {
        String body = sheet.body("A", "d", true);
        assertThat(status(inPieces(open("127.0.0.1"), request(Sheet.path("d"), despachador(), body.length()), body)))
                .isEqualTo("200");
        assertThat(stack.table().rows(vendedorId).values()).allMatch(Table.Row::d);
    }

    /** Who was let in by its network alone is still known when its body is there. */
    @Test
    void hearsAnOldPhoneToo() throws Exception {
        String body = sheet.body("A", "v", false);
        assertThat(status(inPieces(open(OLD_PHONE), request(Sheet.path("v"), null, body.length()), body)))
                .isEqualTo("200");
    }

    /** Together only what fits, then given back; and a check is heard all the same. */
    @Test
    void holdsOnlySoMuchOfWhatIsUnderWay() throws Exception {
        String part = " ".repeat(1_000 * KILOBYTE);
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            slow.add(sendBatch(part));
        }
        await().until(() -> held() == 3L * part.length());
        for (int i = 0; i < 16; i++) {
            slow.add(send(despachador(), 10_000, part.substring(0, 8 * KILOBYTE)));
        }
        await().until(() -> held() > 3L * KILOBYTE * KILOBYTE);
        assertThat(status(sendBatch(part))).isEqualTo("503");
        String body = sheet.body("A", "d", true);
        assertThat(status(inPieces(open("127.0.0.1"), request(Sheet.path("d"), despachador(), body.length()), body)))
                .isEqualTo("200");
        for (Socket socket : slow) {
            assertThat(status(socket)).isEqualTo("408");
        }
        await().until(() -> held() == 0);
        assertThat(status(sendBatch(part))).isEqualTo("408");
    }

    /** Without an answer: what is no body has no end after which one could be read. */
    @Test
    void closesWhenABodyBreaksOff() throws Exception {
        Ask ask = request(Sheet.path("d"), despachador(), -1);
        Socket chunks = inPieces(open("127.0.0.1"), ask, "5\r\nabcdezz\r\n");
        Socket half = send(despachador(), 60, "{");
        half.shutdownOutput();
        assertThat(status(chunks)).isEmpty();
        assertThat(status(half)).isEmpty();
    }

    /** Who has sent everything before it looks for the answer finds it, though the service did not want to hear. */
    @Test
    void tellsTheRefusedWhy() throws Exception {
        String large = " ".repeat(1_000 * KILOBYTE);
        assertThat(status(send(null, large.length(), large))).isEqualTo("401");
        assertThat(status(send(despachador(), large.length(), large))).isEqualTo("413");
        String chunk = Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n";
        assertThat(status(send(null, -1, chunk))).isEqualTo("401");
        assertThat(status(send(despachador(), -1, chunk))).isEqualTo("413");
    }

    /** What ingest-service holds of bodies that have not arrived whole, in bytes. */
    private long held() {
        return new Api(ingest.url())
                .as(Rol.ADMIN, Users.ADMIN)
                .get("/actuator/metrics/cargue.body.held")
                .json()
                .at("/measurements/0/value")
                .longValue();
    }

    private static String despachador() {
        return Users.token(Rol.DESPACHADOR, Users.DESPACHADOR);
    }

    private Socket sendBatch(String part) throws IOException {
        return send(open("127.0.0.1"), request("/api/checks/", despachador(), 1_024 * KILOBYTE), part);
    }

    /** Begins a request; chunked for a negative length. */
    private Socket send(@Nullable String token, int length, String part) throws IOException {
        return send(open("127.0.0.1"), request(Sheet.path("d"), token, length), part);
    }

    private static Ask request(String path, @Nullable String token, int length) {
        Ask ask = Ask.of("POST", path)
                .with("Content-Type", "application/json")
                .with(length < 0 ? "Transfer-Encoding" : "Content-Length", length < 0 ? "chunked" : "" + length);
        return token == null ? ask : ask.bearer(token);
    }

    private Socket open(String from) throws IOException {
        return open(from, ingest);
    }

    private Socket open(String from, Service service) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(LIMIT_MS);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(Ports.address(service.port()), LIMIT_MS);
        return socket;
    }

    private Socket send(Socket socket, Ask ask, String part) throws IOException {
        return send(ingest, socket, ask, part);
    }

    private static Socket send(Service service, Socket socket, Ask ask, String part) throws IOException {
        byte[] head = ask.bytes(Ports.HOST + ":" + service.port());
        byte[] body = part.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        socket.getOutputStream().write(all);
        return socket;
    }

    private Socket inPieces(Socket socket, Ask ask, String body) throws Exception {
        int half = body.length() / 2;
        send(socket, ask, "");
        for (String piece : List.of(body.substring(0, half), body.substring(half))) {
            TimeUnit.MILLISECONDS.sleep(BODY_TIMEOUT.toMillis() / 5); // that is how slow it is
            socket.getOutputStream().write(piece.getBytes(StandardCharsets.UTF_8));
        }
        return socket;
    }

    /** Whether one more byte could be sent, and no answer is there. */
    private static boolean drip(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(' ');
            return socket.getInputStream().available() == 0;
        } catch (SocketException e) {
            return false;
        }
    }

    private static String status(Socket socket) throws IOException {
        byte[] line = socket.getInputStream().readNBytes(12);
        return new String(line, StandardCharsets.US_ASCII).replace("HTTP/1.1 ", "");
    }
}
