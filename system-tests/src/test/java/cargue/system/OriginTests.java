package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Dia;
import cargue.contract.Rol;
import cargue.local.service.Service;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may call: the service's own and those listed, whole. A browser sends the cookie for all of them. */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(Stack.Extension.class)
class OriginTests {

    private static final List<String> LISTED = List.of("https://good.example", "http://crm.example:8081");
    private static final String FOREIGN = "https://good.example.evil.test";
    private static final String ID = "ID5";

    private final Service ingest;
    private final Service push;
    private final Stack stack;
    private final String vendedor;
    private final String admin;

    OriginTests(Stack stack) {
        String origenes = String.join(",", LISTED);
        this.stack = stack;
        ingest = stack.newIngest(
                "ingest-service-origenes",
                Map.of("CARGUE_SEGURIDAD_ORIGENES", origenes, "CARGUE_SEGURIDAD_HOSTS", "127.0.0.1, Cargue.example"));
        push = stack.newPush(
                "push-service-origenes",
                Map.of(
                        "CARGUE_SEGURIDAD_ORIGENES",
                        origenes,
                        "CARGUE_DIRECCIONES_PUSH",
                        "https://cargue.example:8443/"));
        vendedor = stack.issuer().token(Rol.VENDEDOR, ID, Duration.ofHours(1));
        admin = stack.issuer().token(Rol.ADMIN, "origen", Duration.ofHours(1));
    }

    @BeforeAll
    void start() throws InterruptedException {
        ingest.start();
        push.start();
        ingest.awaitReady(Duration.ofMinutes(2));
        push.awaitReady(Duration.ofMinutes(2));
    }

    @AfterAll
    void stop() {
        ingest.close();
        push.close();
    }

    private List<Service> services() {
        return List.of(ingest, push);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FOREIGN,
                "https://evilgood.example",
                "https://evil.good.example",
                "https://good.example.",
                "https://good.exampl",
                "https://good.example:443",
                "https://good.example:8443",
                "http://good.example",
                "HTTPS://good.example",
                "https://Good.example",
                "https://good.example/",
                "https://good.example/page",
                "https://good.example?x",
                "https://good.example#x",
                "https://user@good.example",
                "https://evil.test@good.example",
                "https://evil.test#https://good.example",
                "https://good.example https://evil.test",
                "https://good.example,http://crm.example:8081",
                "http://crm.example",
                "http://crm.example:80811",
                "ws://crm.example:8081",
                "null",
                "",
                "file://",
                "chrome-extension://abcdefghijklmnop",
                "good.example",
                "*",
                "http://localhost:PORT",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://127.0.0.1:PORT/page",
                "http://127.0.0.1:PORT?x",
                "http://127.0.0.1:PORT#x",
                "http://user@127.0.0.1:PORT",
                "http://127.0.0.1:PORT.evil.test",
                "http://127.0.0.1:PORT@evil.test",
                "ftp://127.0.0.1:PORT",
                "127.0.0.1:PORT",
                "http://127.0.0.2:PORT",
                "http://[::1]:PORT"
            })
    void noOtherPageMayDoAnything(String origin) {
        for (Service service : services()) {
            String page = origin.replace("PORT", "" + service.port());
            for (Ask ask : anything()) {
                assertForeign(service, ask.origin(page));
            }
            assertForeign(service, Ask.get("/api/nada/").preflight(page));
        }
    }

    @Test
    void whoNamesTwoOriginsHasNone() {
        for (Service service : services()) {
            for (Ask ask : anything()) {
                assertForeign(service, ask.origin(LISTED.get(0)).origin(LISTED.get(1)));
                assertForeign(service, ask.origin(service.url()).origin(FOREIGN));
            }
        }
    }

    private List<Ask> anything() {
        return List.of(
                Ask.get("/config.json"),
                Ask.get("/sesion/"),
                Ask.get("/sesion/").cookie(admin),
                Ask.get("/sesion/").bearer(admin),
                Ask.of("POST", "/sesion/").bearer(admin),
                Ask.of("DELETE", "/sesion/"),
                Ask.get("/nada"));
    }

    private static void assertForeign(Service service, Ask ask) {
        Reply reply = Wire.once(service, ask);
        assertThat(reply.status()).as(service.name() + " " + ask).isEqualTo(403);
        assertThat(reply.hasCors()).as(reply.toString()).isFalse();
        assertThat(reply.header("Set-Cookie")).isEmpty();
        assertThat(reply.json().get("error").stringValue()).isEqualTo("NO_PERMITIDO");
    }

    /** What another site's page can do in the browser of somebody who is logged in. */
    @Test
    void theCookieCountsForNoChangeAndNoStreamUnlessAPageOfOursAsks() {
        long before = stack.table().lastSeq(ID);
        for (Call call : Call.all()) {
            Ask ask = call.maker().apply(spot());
            if (!ask.changes()) {
                continue;
            }
            Service service = call.push() ? push : ingest;
            Ask sent =
                    ask.cookie(call.right() == Right.SET_V ? vendedor : admin).subprotocols("cargue.v1");
            for (String origin : List.of(FOREIGN, "null", "http://127.0.0.1", "https://good.example/")) {
                assertForeign(service, sent.origin(origin));
            }
            assertForeign(service, sent);
            assertForeign(service, sent.with("Referer", service.url() + "/cargue/"));
            assertForeign(service, sent.with("Authorization", "Basic dTpw"));
            assertForeign(service, sent.at(encoded(ask.target())));
        }
        assertThat(stack.table().lastSeq(ID)).isEqualTo(before);
        assertThat(Wire.once(ingest, Ask.get("/api/vendedores/").bearer(admin)).body())
                .doesNotContain("N-1");
    }

    /** The same address in another writing. */
    private static String encoded(String target) {
        return target.replaceFirst("^/(.)", "/%" + Integer.toHexString(target.charAt(1)));
    }

    private static Spot spot() {
        return new Spot(-1, ID, Dia.LUNES, LocalDate.now(ZoneId.of("America/Bogota")), "AREPA");
    }

    @Test
    void aStreamIsOpenedWithTheCookieByPagesOfOurs() {
        for (String origin : List.of(push.url(), push.url().replace("http:", "https:"), LISTED.get(0), LISTED.get(1))) {
            for (String path : List.of(
                    "/ws/cargue/" + ID + "/", "/ws/cargue/", "/ws/repeticion/" + ID + "/?fecha=" + spot().fecha())) {
                Ask ask = Ask.upgrade(path).cookie(admin).origin(origin).subprotocols("cargue.v1");
                assertThat(Wire.once(push, ask).status()).as(ask.toString()).isEqualTo(101);
            }
        }
    }

    @Test
    void whatOnlyReadsNeedsNoOrigin() {
        for (Service service : services()) {
            assertThat(Wire.once(service, Ask.get("/sesion/").cookie(admin)).status())
                    .isEqualTo(200);
            assertThat(Wire.once(service, Ask.of("DELETE", "/sesion/")).status())
                    .isEqualTo(204);
        }
    }

    @Test
    void aPageOfOursMayReadEveryAnswerAndNoOtherPage() {
        for (Service service : services()) {
            for (String origin :
                    Stream.concat(LISTED.stream(), Stream.of(service.url())).toList()) {
                assertReadable(service, Ask.get("/sesion/").bearer(admin), origin, 200);
                assertReadable(service, Ask.of("POST", "/sesion/").bearer(admin), origin, 204);
                assertReadable(service, Ask.get("/sesion/"), origin, 401);
                assertReadable(service, Ask.get("/actuator/metrics").bearer(vendedor), origin, 403);
                assertReadable(service, Ask.get("/nada").bearer(admin), origin, 404);
                assertReadable(service, Ask.get("/config.json"), origin, 200);
            }
            Reply without = Wire.once(service, Ask.get("/sesion/").bearer(admin));
            assertThat(without.hasCors()).isFalse();
            assertThat(without.header("Vary")).contains("Origin");
        }
    }

    private static void assertReadable(Service service, Ask ask, String origin, int status) {
        Reply reply = Wire.once(service, ask.origin(origin));
        assertThat(reply.status()).as(service.name() + " " + ask).isEqualTo(status);
        assertThat(reply.all("Access-Control-Allow-Origin")).containsExactly(origin);
        assertThat(reply.all("Access-Control-Allow-Credentials")).containsExactly("true");
    }

    @Test
    void aBrowserIsToldBeforehandWithoutAToken() {
        for (Service service : services()) {
            for (String origin : LISTED) {
                for (Ask ask : List.of(
                        Ask.put("/api/vendedores/" + ID, ""),
                        Ask.of("POST", "/api/actualizar-check-vendedor/"),
                        Ask.of("DELETE", "/sesion/"),
                        Ask.get("/api/planilla/" + ID + "/"))) {
                    Reply reply = Wire.once(service, ask.preflight(origin));
                    assertThat(reply.status()).isEqualTo(204);
                    assertThat(reply.all("Access-Control-Allow-Origin")).containsExactly(origin);
                    assertThat(reply.header("Access-Control-Allow-Methods")).contains(ask.method());
                    assertThat(reply.header("Access-Control-Allow-Headers"))
                            .contains("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match");
                }
            }
            assertThat(Wire.once(service, Ask.of("OPTIONS", "/sesion/").origin(LISTED.get(0)))
                            .status())
                    .as("no preflight")
                    .isEqualTo(401);
        }
    }

    /** Hosts that are listed replace the literal addresses; public addresses are taken besides them. */
    @Test
    void aServiceIsKnownByTheNamesOfItsSettings() {
        Ask ask = Ask.get("/config.json");
        for (Service service : services()) {
            assertThat(Wire.once(service, ask.host("cargue.example")).status()).isEqualTo(200);
            assertThat(Wire.once(service, ask.host("CARGUE.example:8443")).status())
                    .isEqualTo(200);
            assertThat(Wire.once(service, ask.host("cargue.example.evil.test")).status())
                    .isEqualTo(421);
        }
        assertThat(Wire.once(ingest, ask.host("localhost")).status()).isEqualTo(421);
        assertThat(Wire.once(ingest, ask.host("10.1.2.3")).status()).isEqualTo(421);
        assertThat(Wire.once(push, ask.host("10.1.2.3")).status()).isEqualTo(200);
    }

    /** TLS may end before the service, which then knows the page by host and port alone. */
    @Test
    void theOwnPageIsKnownByTheNameOfTheRequest() {
        Ask ask = Ask.of("POST", "/sesion/").bearer(admin).host("cargue.example:8443");
        for (Service service : services()) {
            assertThat(Wire.once(service, ask.origin("https://cargue.example:8443"))
                            .status())
                    .isEqualTo(204);
            assertForeign(service, ask.origin("https://cargue.example"));
            assertForeign(service, ask.origin(service.url()));
            Ask standard = Ask.of("POST", "/sesion/").bearer(admin).host("cargue.example");
            assertThat(Wire.once(service, standard.origin("https://cargue.example"))
                            .status())
                    .isEqualTo(204);
            assertThat(Wire.once(service, standard.origin("http://cargue.example"))
                            .status())
                    .isEqualTo(204);
            assertForeign(service, standard.origin("http://cargue.example:443"));
        }
    }
}
