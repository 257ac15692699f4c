package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import cargue.local.issuer.Claims;
import cargue.local.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cookie in which a page keeps its user's token, out of reach of scripts. */
@ExtendWith(Stack.Extension.class)
class SessionTests {

    private static final Duration TTL = Duration.ofSeconds(100);
    private static final Ask START = Ask.of("POST", "/sesion/");
    private static final Ask SHOW = Ask.get("/sesion/");
    private static final Ask END = Ask.of("DELETE", "/sesion/");

    private final List<Service> services;
    private final Stack stack;

    SessionTests(Stack stack) {
        this.stack = stack;
        this.services = List.of(stack.ingest(), stack.push());
    }

    private String token = "";

    @BeforeEach
    void token() {
        token = stack.issuer().token(Claims.of(Rol.DESPACHADOR, "sesion").lasting(TTL));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "localhost:8081, false",
        "[::1]:8081, false",
        "127.8.8.8, false",
        "10.1.2.3, true",
        "192.168.0.7:8082, true",
        "[2001:db8::1], true"
    })
    void theCookieIsAsNarrowAsTheTokenAndNeverInClearButOnThisMachine(String host, boolean secure) {
        for (Service service : services) {
            Reply reply = Wire.once(service, START.bearer(token).host(host));

            assertThat(reply.status()).isEqualTo(204);
            List<String> parts = parts(reply);
            assertThat(parts.get(0)).isEqualTo("cargue_token=" + token);
            assertThat(parts).contains("HttpOnly", "SameSite=Strict", "Path=/");
            assertThat(parts.contains("Secure")).isEqualTo(secure);
            assertThat(parts).noneMatch(part -> part.startsWith("Domain"));
            assertThat(maxAge(parts)).isBetween(TTL.toSeconds() - 20, TTL.toSeconds());
            assertThat(reply.header("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void whoHasTheCookieHasASession() {
        for (Service service : services) {
            String set = Wire.once(service, START.bearer(token)).header("Set-Cookie");
            Ask with = SHOW.with("Cookie", "tema=oscuro; " + set.substring(0, set.indexOf(';')) + "; otra=1");

            assertThat(Wire.once(service, with).status()).isEqualTo(200);
            assertThat(Wire.once(service, SHOW).status()).isEqualTo(401);
        }
    }

    @Test
    void aCookieIsNotExchangedForAnother() {
        for (Service service : services) {
            for (String path : List.of("/sesion/", "/sesion", "/%73esion/", "/%73esion")) {
                Reply reply = Wire.once(service, START.at(path).cookie(token).origin(service.url()));
                assertThat(reply.status()).as(path).isEqualTo(401);
                assertThat(reply.header("Set-Cookie")).isEmpty();
            }
        }
    }

    @Test
    void aTokenInTheBodyIsNone() {
        for (Service service : services) {
            Ask form = new Ask("POST", "/sesion/", "HTTP/1.1", List.of(), "access_token=" + token)
                    .with("Content-Type", "application/x-www-form-urlencoded");
            assertThat(Wire.once(service, form).status()).isEqualTo(401);
        }
    }

    @Test
    void aSessionTellsWhoItsUserIs() {
        Claims vendedor = Claims.of(Rol.VENDEDOR, "ID1").with("sub", "ana").lasting(TTL);
        Claims despachador = Claims.of(Rol.DESPACHADOR, "luz").with("vendedores", List.of("ID2", "ID1"));
        for (Service service : services) {
            assertTold(
                    Wire.once(service, SHOW.cookie(stack.issuer().token(vendedor))),
                    "{\"sub\":\"ana\",\"rol\":\"vendedor\",\"vendedor_id\":\"ID1\",\"vendedores\":null}");
            assertTold(
                    Wire.once(service, SHOW.bearer(stack.issuer().token(despachador))),
                    "{\"sub\":\"luz\",\"rol\":\"despachador\",\"vendedor_id\":null,\"vendedores\":[\"ID1\",\"ID2\"]}");
            Reply reply = Wire.once(service, SHOW.cookie(stack.issuer().token(vendedor)));
            Instant ends = Instant.parse(reply.json().get("expira_en").stringValue());
            assertThat(ends)
                    .isBetween(
                            Instant.now().plus(TTL).minusSeconds(20),
                            Instant.now().plus(TTL));
        }
    }

    private static void assertTold(Reply reply, String expected) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.json().size()).isEqualTo(5);
        Api.JSON
                .readTree(expected)
                .properties()
                .forEach(field -> assertThat(reply.json().get(field.getKey())).isEqualTo(field.getValue()));
    }

    /** Also one that has ended, and with no cookie at all: a page must get rid of it in any case. */
    @Test
    void theEndOfASessionClearsTheCookie() {
        String ended = stack.issuer().token(Claims.of(Rol.ADMIN, "sesion").lasting(Duration.ofSeconds(-5)));
        for (Service service : services) {
            for (Ask ask : List.of(
                    END.cookie(token).origin(service.url()),
                    END.cookie(ended).origin(service.url()),
                    END.cookie("").origin(service.url()),
                    END.bearer(token),
                    END)) {
                Reply reply = Wire.once(service, ask);
                assertThat(reply.status()).as(ask.toString()).isEqualTo(204);
                List<String> parts = parts(reply);
                assertThat(parts.get(0)).isEqualTo("cargue_token=");
                assertThat(parts).contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=0");
            }
        }
    }

    private static List<String> parts(Reply reply) {
        assertThat(reply.all("Set-Cookie")).hasSize(1);
        return Arrays.stream(reply.header("Set-Cookie").split(";"))
                .map(String::strip)
                .toList();
    }

    private static long maxAge(List<String> parts) {
        return parts.stream()
                .filter(part -> part.startsWith("Max-Age="))
                .mapToLong(part -> Long.parseLong(part.substring("Max-Age=".length())))
                .findFirst()
                .orElseThrow();
    }
}
