package cargue.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cargue.contract.Rol;
import cargue.local.process.DataDir;
import cargue.local.process.StackException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTests {

    private static final String PAGE = "http://localhost:8081";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private DataDir dir;
    private Issuer issuer;

    @BeforeEach
    void start() {
        dir = DataDir.open(temp.resolve("data"));
        issuer = new Issuer(dir, 0);
        issuer.start();
        issuer.allowOrigins(List.of("http://127.0.0.1:8081", PAGE));
    }

    @AfterEach
    void end() {
        issuer.close();
        dir.close();
    }

    @Test
    void givesATokenForAPassword() throws Exception {
        HttpResponse<String> answer = login(user("ID3").user(), user("ID3").password());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        Map<String, Object> body = JSONObjectUtils.parse(answer.body());
        assertThat(body).containsEntry("token_type", "Bearer").containsEntry("expires_in", 28_800L);
        Map<String, Object> claims = verified(String.valueOf(body.get("access_token")));
        assertThat(claims)
                .containsEntry("iss", issuer.url())
                .containsEntry("aud", List.of("cargue"))
                .containsEntry("sub", "ID3")
                .containsEntry("rol", "vendedor")
                .containsEntry("vendedor_id", "ID3")
                .containsOnlyKeys("iss", "aud", "sub", "rol", "vendedor_id", "iat", "exp");
        long now = Instant.now().getEpochSecond();
        assertThat(claims.get("exp"))
                .asInstanceOf(InstanceOfAssertFactories.LONG)
                .isBetween(now + 28_790, now + 28_800);
    }

    @Test
    void hasAUserOfEveryRole() throws Exception {
        assertThat(issuer.users())
                .extracting(user -> user.user() + " " + user.rol())
                .containsExactly(
                        "ID1 VENDEDOR",
                        "ID2 VENDEDOR",
                        "ID3 VENDEDOR",
                        "ID4 VENDEDOR",
                        "ID5 VENDEDOR",
                        "ID6 VENDEDOR",
                        "DESP1 DESPACHADOR",
                        "ANALISTA1 ANALISTA",
                        "ADMIN ADMIN");
        assertThat(issuer.users()).extracting(User::password).doesNotHaveDuplicates();
        assertThat(issuer.users()).extracting(User::password).allMatch(password -> password.matches("(\\w{4}-?){4}"));
        assertThat(verified(issuer.token(Rol.ADMIN, "ADMIN", LIMIT)))
                .containsEntry("rol", "admin")
                .doesNotContainKey("vendedor_id");
    }

    @Test
    void makesTheTokensThatTestsWant() throws Exception {
        Claims claims = Claims.of(Rol.DESPACHADOR, "DESP1")
                .with("vendedores", List.of("ID1", "ID2"))
                .with("aud", "another")
                .with("azp", "crm-2")
                .without("rol")
                .lasting(Duration.ofMinutes(-5));
        assertThat(verified(issuer.token(claims)))
                .containsEntry("vendedores", List.of("ID1", "ID2"))
                .containsEntry("aud", "another")
                .containsEntry("azp", "crm-2")
                .doesNotContainKey("rol")
                .extractingByKey("exp", InstanceOfAssertFactories.LONG)
                .isLessThan(Instant.now().minusSeconds(290).getEpochSecond());
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUserAlike() throws Exception {
        HttpResponse<String> wrong = login("ID1", user("ID2").password());
        HttpResponse<String> unknown = login("NADIE", user("ID2").password());
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(JSONObjectUtils.parse(wrong.body()))
                .containsEntry("error", "CREDENCIALES_INVALIDAS")
                .containsEntry("message", "El usuario o la contraseña no son correctos.");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(wrong.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                 |user
                    {"user":"ID1"}                     |password
                    {"user":7,"password":"x"}          |user
                    {"user":"ID1","password":["x"]}    |password
                    {"user":"ID1","password":null}     |password
                    []                                 |cuerpo
                    "user"                             |cuerpo
                    {"user":"ID1","password":"x"       |cuerpo
                    {"user":"ID1","user":"ID2"}        |cuerpo
                    """)
    void namesTheFieldThatIsWrong(String body, String field) throws Exception {
        HttpResponse<String> answer = post("application/json; charset=utf-8", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSONObjectUtils.parse(answer.body()))
                .containsEntry("error", "CAMPO_INVALIDO")
                .containsEntry("campo", field)
                .containsKey("message");
    }

    @Test
    void refusesAnEmptyBodyAsWell() throws Exception {
        assertThat(post("application/json", "").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesWhatIsNotJsonOrTooBig() throws Exception {
        assertThat(post("application/x-www-form-urlencoded", "user=ID1").statusCode())
                .isEqualTo(415);
        String big = "{\"user\":\"" + "x".repeat(TokenCall.MAX_BODY) + "\",\"password\":\"x\"}";
        HttpResponse<String> answer = post("application/json", big);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("CUERPO_DEMASIADO_GRANDE");
    }

    @ParameterizedTest
    @CsvSource({"/token,POST", "/jwks.json,GET", "/.well-known/openid-configuration,GET"})
    void refusesOtherMethodsAndPlaces(String path, String right) throws Exception {
        for (String method : List.of("PUT", "DELETE", "OPTIONS", right.equals("GET") ? "POST" : "GET")) {
            HttpResponse<String> answer = send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).hasValue(right);
        }
        assertThat(send(request(path + "/x").GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void tellsWhereItsKeysAreAndOnlyTheirPublicHalf() throws Exception {
        Map<String, Object> metadata = JSONObjectUtils.parse(get("/.well-known/openid-configuration"));
        assertThat(metadata)
                .containsEntry("issuer", issuer.url())
                .containsEntry("jwks_uri", issuer.url() + "/jwks.json")
                .containsEntry("token_endpoint", issuer.url() + "/token")
                .containsEntry("subject_types_supported", List.of("public"))
                .containsEntry("id_token_signing_alg_values_supported", List.of("RS256"))
                .containsKeys("response_types_supported", "grant_types_supported");
        JWKSet keys = JWKSet.parse(get("/jwks.json"));
        assertThat(keys.getKeys()).singleElement().satisfies(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.size()).isEqualTo(2048);
            assertThat(key.getKeyID()).isNotBlank();
        });
        assertThat(get("/jwks.json")).doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    @Test
    void keepsKeyPasswordsAndAddressOverARestart() throws Exception {
        String token = issuer.token(Rol.ANALISTA, "ANALISTA1", LIMIT);
        List<User> users = issuer.users();
        issuer.close();
        IssuerFiles files = IssuerFiles.in(dir.path());
        assertThat(files.users()).isEqualTo(users);
        String url = issuer.url();
        issuer = new Issuer(dir, 0);
        issuer.start();
        assertThat(issuer.users()).isEqualTo(users);
        assertThat(verified(token)).containsEntry("iss", url);
        assertThat(verified(files.signer().token(Claims.of(Rol.ADMIN, "ADMIN"))))
                .containsEntry("iss", issuer.url());
    }

    @Test
    void keepsItsSecretsForTheOwner() throws Exception {
        Path home = dir.resolve("issuer");
        assertThat(permissions(home)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files)
                    .extracting(file -> file.getFileName() + " " + permissions(file))
                    .containsExactlyInAnyOrder("key.json rw-------", "users.json rw-------", "url rw-------");
        }
        assertThat(RSAKey.parse(Files.readString(home.resolve("key.json"))).isPrivate())
                .isTrue();
    }

    @Test
    void saysWhatToDoWithADamagedFileAndShowsNothingOfIt() throws Exception {
        Path users = dir.resolve("issuer").resolve("users.json");
        Files.writeString(users, "[{\"user\":\"ID1\",\"password\":\"abcd-efgh\"}]");
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> IssuerFiles.in(dir.path()).users())
                .withMessageContaining(users + " is damaged: delete it")
                .withNoCause();
        Path key = dir.resolve("issuer").resolve("key.json");
        Files.writeString(key, Files.readString(key).replace("\"kty\"", "kty"));
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> IssuerFiles.in(dir.path()).signer())
                .withMessageContaining(key + " is damaged: delete it")
                .withNoCause();
    }

    @Test
    void letsTheServicesPagesCall() throws Exception {
        HttpResponse<String> asked = send(request("/token")
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers")).hasValue("Content-Type");
        HttpResponse<String> wrong = send(request("/token")
                .header("Origin", PAGE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"ID1\",\"password\":\"\"}")));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
        assertThat(wrong.headers().firstValue("Vary")).hasValue("Origin");
        assertThat(wrong.headers().map()).doesNotContainKey("access-control-allow-credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8082",
                "https://localhost:8081",
                "http://localhost",
                "http://localhost:80811",
                "http://localhost:8081.evil.test",
                "http://evil.test",
                "null"
            })
    void letsNoOtherPageCall(String origin) throws Exception {
        for (HttpRequest.Builder call : List.of(
                request("/jwks.json").GET(),
                request("/token").method("OPTIONS", HttpRequest.BodyPublishers.noBody()),
                loginRequest("ID1", user("ID1").password()))) {
            HttpResponse<String> answer = send(call.header("Origin", origin));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
            assertThat(answer.body()).contains("ORIGEN_NO_PERMITIDO");
        }
    }

    @Test
    void answersOnlyToNamesOfThisMachine() throws Exception {
        for (String host : List.of("127.0.0.1:" + issuer.port(), "localhost", "LOCALHOST:1", "[::1]:80")) {
            assertThat(statusOf("Host: " + host + "\r\n")).as(host).contains(" 200 ");
        }
        for (String host : List.of("evil.test", "localhost.evil.test", "127.0.0.1.evil.test", "10.0.0.1", "")) {
            assertThat(statusOf("Host: " + host + "\r\n")).as(host).contains(" 421 ");
        }
        assertThat(statusOf("")).contains(" 421 ");
        assertThat(statusOf("Host: localhost\r\nHost: evil.test\r\n")).contains(" 421 ");
    }

    /** On a slow machine failures are forgiven meanwhile, and for each of them one more is heard. */
    @Test
    void hearsOnlySoManyWrongPasswordsOfAUser() throws Exception {
        long start = System.nanoTime();
        long heard = 0;
        HttpResponse<String> next = login("ID1", "guess");
        while (next.statusCode() == 401 && heard < 2 * Login.FAILURES) {
            heard++;
            next = login("ID1", "guess " + heard);
        }
        // Nor is the right one heard, but for those.
        heard += login("ID1", user("ID1").password()).statusCode() == 429 ? 0 : 1;
        long forgiven = Duration.ofNanos(System.nanoTime() - start).dividedBy(Login.FORGIVEN_AFTER);
        assertThat(heard).isBetween((long) Login.FAILURES, Login.FAILURES + forgiven);
        assertThat(next.statusCode()).isEqualTo(429);
        assertThat(JSONObjectUtils.parse(next.body())).containsEntry("error", "DEMASIADOS_INTENTOS");
        assertThat(next.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, Login.FORGIVEN_AFTER.toSeconds());
        assertThat(login("ID2", user("ID2").password()).statusCode()).isEqualTo(200);
    }

    /**
     * Eight of them leave threads for others; so many that all threads are taken are cut off. A good request that waits
     * behind those may be cut off with them: its time counts from its first byte too.
     */
    @Test
    void endsSlowRequestsAndServesOthersMeanwhile() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                slow.add(slowRequest());
            }
            HttpRequest.Builder good = loginRequest("ID1", user("ID1").password());
            assertThat(send(good.timeout(Duration.ofMillis(4500))).statusCode()).isEqualTo(200);
            while (slow.size() < 2 * Issuer.THREADS) {
                slow.add(slowRequest());
            }
            for (Socket socket : slow) {
                assertThat(end(socket.getInputStream())).isTrue();
            }
            assertThat(send(good.timeout(LIMIT)).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void saysWhichOptionMovesATakenPort() {
        Issuer second = new Issuer(dir, issuer.port());
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(second::start)
                .withMessageContaining("--issuer-port");
        second.close();
    }

    @Test
    void printsNoPasswordAndNoToken() {
        String password = user("ADMIN").password();
        assertThat(user("ADMIN")).hasToString("User[user=ADMIN, rol=ADMIN]");
        assertThat(new Login.Outcome.Accepted(user("ADMIN")).toString()).doesNotContain(password);
        assertThat(Answer.ok(Map.of("access_token", "secret")).toString()).doesNotContain("secret");
    }

    private User user(String name) {
        return issuer.users().stream()
                .filter(user -> user.user().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> verified(String token) throws Exception {
        JWSObject jws = JWSObject.parse(token);
        RSAKey key = JWKSet.parse(get("/jwks.json"))
                .getKeyByKeyId(jws.getHeader().getKeyID())
                .toRSAKey();
        assertThat(jws.verify(new RSASSAVerifier(key))).isTrue();
        return jws.getPayload().toJSONObject();
    }

    private HttpResponse<String> login(String user, String password) throws Exception {
        return send(loginRequest(user, password));
    }

    private HttpRequest.Builder loginRequest(String user, String password) {
        String body = JSONObjectUtils.toJSONString(Map.of("user", user, "password", password));
        return request("/token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return send(request("/token").header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = send(request(path).GET());
        assertThat(answer.statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(issuer.url() + path)).timeout(LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status line that a request with these headers gets; the JDK's client would set the Host itself. */
    private String statusOf(String headers) throws IOException {
        try (Socket socket = connect()) {
            write(socket, "GET /jwks.json HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("");
        }
    }

    private Socket slowRequest() throws IOException {
        Socket socket = connect();
        write(
                socket,
                "POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{\"user\":");
        return socket;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), issuer.port());
        socket.setSoTimeout((int) LIMIT.toMillis());
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** By FIN or by RST. */
    private static boolean end(InputStream in) {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
