package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.CheckEvento;
import cargue.contract.Rol;
import cargue.local.issuer.Claims;
import cargue.local.service.Service;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whom a service takes for whom by address alone: old phones, who comes through a proxy, and who sends too fast. */
@ExtendWith(Stack.Extension.class)
class NetworkTests {

    private static final String NAME = "AREPA MEDIANA 330Gr";

    private Stack stack;
    private String own;
    private Sheet sheet;
    private String token;

    @BeforeEach
    void fill(Stack given) {
        stack = given;
        own = stack.newVendedor();
        sheet = Sheet.today(stack.api(), own);
        sheet.sugerido(List.of(NAME), 10);
        token = stack.issuer().token(Claims.of(Rol.VENDEDOR, own));
    }

    private Ask untick() {
        return Ask.post(Sheet.path("v"), sheet.body(NAME, "v", false));
    }

    /** @param from the last part of the sender's address, which begins with 127.0.0 */
    private static int status(Service service, int from, Ask ask) {
        return Wire.once(service, from, ask).status();
    }

    @Test
    void anOldPhoneIsKnownByItsNetworkAndAForgedAddressIsNot() throws Exception {
        try (Service ingest = stack.newIngest(
                "ingest-service-red", Map.of("CARGUE_SEGURIDAD_REDES_SIN_TOKEN", "127.0.0.5,127.0.0.66"))) {
            Stack.restart(ingest);
            assertThat(status(ingest, 5, untick())).isEqualTo(200);
            assertThat(status(ingest, 6, untick())).isEqualTo(401);
            for (String forged : List.of("127.0.0.5", "127.0.0.6, 127.0.0.5", "127.0.0.5, 127.0.0.6")) {
                assertThat(status(ingest, 6, untick().with("X-Forwarded-For", forged)))
                        .as("from outside, forged")
                        .isEqualTo(401);
                assertThat(status(ingest, 5, untick().with("X-Forwarded-For", forged)))
                        .as("from inside, whatever it says")
                        .isEqualTo(200);
            }
            assertThat(status(ingest, 5, untick().with("Cookie", "a=b"))).isEqualTo(401);
            assertThat(status(ingest, 5, untick().origin(ingest.url()))).isEqualTo(401);
            assertThat(status(ingest, 5, untick().bearer("x.y.z"))).isEqualTo(401);
            assertThat(status(ingest, 5, untick().with("Authorization", "Basic dTpw")))
                    .isEqualTo(401);
            for (String header : List.of("Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP")) {
                assertThat(status(
                                ingest,
                                6,
                                untick().with(header, header.equals("Forwarded") ? "for=127.0.0.5" : "127.0.0.5")))
                        .as(header)
                        .isEqualTo(401);
            }
            oldPhonesMayDoFourThingsAndNoFifth(ingest);
            assertThat(Wire.once(
                                    ingest,
                                    Ask.get("/actuator/metrics/cargue.seguridad.without.token")
                                            .bearer(Users.token(Rol.ADMIN, Users.ADMIN)))
                            .body())
                    .contains("/api/actualizar-check-vendedor");
            assertThat(Files.readString(ingest.log()))
                    .contains("127.0.0.5 calls without a token")
                    .doesNotContain("127.0.0.6 calls");
        }
        assertThat(status(stack.ingest(), 1, untick())).as("off by default").isEqualTo(401);
    }

    private void oldPhonesMayDoFourThingsAndNoFifth(Service ingest) {
        String query = "?vendedor_id=" + own + "&dia=" + sheet.dia() + "&fecha=" + sheet.fecha();
        for (String path : List.of("/api/obtener-cargue/", "/api/verificar-estado-dia/")) {
            assertThat(status(ingest, 5, Ask.get(path + query))).isEqualTo(200);
        }
        for (String path : List.of("/api/vendedores/", "/api/cargue/verificar-actualizaciones/", "/sesion/")) {
            assertThat(status(ingest, 5, Ask.get(path + query))).as(path).isEqualTo(401);
        }
        for (String path : List.of(
                "/api/actualizar-check-despachador/",
                "/api/checks/",
                "/api/actualizar-renglon/",
                "/api/cargue-corregir-cantidad/")) {
            assertThat(status(ingest, 5, Ask.post(path, sheet.body(NAME, "d", true))))
                    .as(path)
                    .isEqualTo(401);
        }
        sheet.check("d", NAME, true);
        assertThat(status(ingest, 5, Ask.post(Sheet.path("v"), sheet.body(NAME, "v", true))))
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<CheckEvento> events = Events.assertSound(stack.topic().read(own));
            CheckEvento last = events.get(events.size() - 1);
            assertThat(List.of(last.actor(), last.rol(), last.origen())).containsExactly(own, Rol.VENDEDOR, "red");
        });
    }

    @Test
    void aKnownProxysWordCountsAndNobodyElses() throws Exception {
        try (Service ingest = stack.newIngest(
                "ingest-service-proxy",
                Map.of(
                        "CARGUE_SEGURIDAD_REDES_SIN_TOKEN", "127.0.0.66",
                        "CARGUE_SEGURIDAD_PROXIES", "127.0.0.9"))) {
            Stack.restart(ingest);
            Map<String, Integer> byProxy = Map.of(
                    "127.0.0.66", 200,
                    "127.0.0.5, 127.0.0.66", 200,
                    "127.0.0.66, 127.0.0.5", 401,
                    "127.0.0.66, 127.0.0.9", 200,
                    "127.0.0.66, x", 401);
            byProxy.forEach(
                    (forwarded, status) -> assertThat(status(ingest, 9, untick().with("X-Forwarded-For", forwarded)))
                            .as(forwarded)
                            .isEqualTo(status));
            assertThat(status(ingest, 7, untick().with("X-Forwarded-For", "127.0.0.66")))
                    .as("no proxy of ours")
                    .isEqualTo(401);
            assertThat(status(
                            ingest,
                            9,
                            untick().with("X-Forwarded-For", "127.0.0.66").with("X-Forwarded-For", "127.0.0.5")))
                    .as("several lines")
                    .isEqualTo(401);
        }
    }

    @Test
    void whoSendsTooFastIsToldWhenToComeBackAndOthersAreServed() throws Exception {
        try (Service ingest = stack.newIngest(
                "ingest-service-limits",
                Map.of(
                        "CARGUE_SEGURIDAD_LIMITES_USERPERSECOND", "1",
                        "CARGUE_SEGURIDAD_LIMITES_USERBURST", "5",
                        "CARGUE_SEGURIDAD_LIMITES_ADDRESSPERSECOND", "1",
                        "CARGUE_SEGURIDAD_LIMITES_ADDRESSBURST", "20"))) {
            Stack.restart(ingest);
            int refused = 0;
            for (int i = 0; i < 15; i++) {
                Reply reply = Wire.once(ingest, untick().bearer(token));
                if (reply.status() == 429) {
                    refused++;
                    assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
                }
            }
            assertThat(refused).isBetween(1, 10);
            String admin = Users.token(Rol.ADMIN, Users.ADMIN);
            Ask other = Ask.put("/api/vendedores/" + own, "{\"nombre\":\"x\"}");
            assertThat(status(ingest, 1, other.bearer(admin)))
                    .as("another user")
                    .isEqualTo(200);
            for (int user = 0; user < 30; user++) {
                String many = stack.issuer().token(Claims.of(Rol.ADMIN, "A" + user));
                status(ingest, 1, Ask.put("/api/vendedores/" + own, "{}").bearer(many));
            }
            String fresh = stack.issuer().token(Claims.of(Rol.VENDEDOR, own).with("sub", "fresh"));
            // One token may just have come back; the next takes a second.
            assertThat(Stream.generate(() -> status(ingest, 1, untick().bearer(fresh)))
                            .limit(3))
                    .as("one address")
                    .contains(429);
            assertThat(status(ingest, 44, untick().bearer(fresh)))
                    .as("another address")
                    .isEqualTo(200);
            assertThat(status(ingest, 1, untick())).as("nobody").isEqualTo(401);
            assertThat(status(ingest, 1, Ask.get("/api/vendedores/").bearer(fresh)))
                    .as("who only reads")
                    .isEqualTo(200);
        }
    }
}
