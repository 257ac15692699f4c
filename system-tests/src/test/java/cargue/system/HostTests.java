package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import cargue.local.service.Service;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that somebody else's DNS made ours for a browser gets nowhere. PORT stands for the service's own. */
@ExtendWith(Stack.Extension.class)
class HostTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.test",
                "evil.test:PORT",
                "evil.test.",
                "localhost.:PORT",
                "localhost.evil.test:PORT",
                "127.0.0.1.evil.test:PORT",
                "evil-localhost:PORT",
                "xlocalhost",
                "127.0.0.1.",
                "127.1",
                "2130706433:PORT",
                "0x7f000001",
                "0177.0.0.1",
                "1.2.3.4.5",
                "10.1.2.256",
                "cargue.example"
            })
    void aNameThatIsNotOursIsRefusedBeforeAnythingElse(String host, Stack stack) {
        for (Service service : List.of(stack.ingest(), stack.push())) {
            String own = host.replace("PORT", "" + service.port());
            for (Ask ask : everything(stack, service)) {
                Reply reply = Wire.once(service, ask.host(own));
                assertThat(reply.status()).as(service.name() + " " + ask).isEqualTo(421);
                assertThat(reply.hasCors()).isFalse();
                assertThat(reply.isUpgrade()).isFalse();
                assertThat(reply.body()).doesNotContain("vendedor_id");
            }
        }
    }

    /** With and without a token, of pages and of none, open to all or not, known or not. */
    private static List<Ask> everything(Stack stack, Service service) {
        String admin = stack.issuer().token(Rol.ADMIN, "host", Duration.ofHours(1));
        return List.of(
                Ask.get("/config.json"),
                Ask.get("/actuator/health"),
                Ask.get("/api/vendedores/"),
                Ask.get("/nada"),
                Ask.get("/api/vendedores/").bearer(admin),
                Ask.put("/api/vendedores/Rebound", "{\"nombre\":\"R\"}")
                        .cookie(admin)
                        .origin("http://evil.test"),
                Ask.of("BREW", "/api/vendedores/"),
                Ask.upgrade("/ws/cargue/ID1/").cookie(admin).origin(service.url()),
                Ask.put("/api/vendedores/Rebound", "").preflight("http://evil.test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:PORT",
                "LOCALHOST:PORT",
                "127.0.0.1:PORT",
                "127.0.0.1",
                "127.9.9.9:1",
                "[::1]:PORT",
                "[::1]",
                "[2001:db8::1]:PORT",
                "[2001:DB8::1]",
                "10.1.2.3",
                "192.168.0.10:8081"
            })
    void thisMachineAndLiteralAddressesAreOurs(String host, Stack stack) {
        for (Service service : List.of(stack.ingest(), stack.push())) {
            Ask ask = Ask.get("/api/nada/").host(host.replace("PORT", "" + service.port()));
            assertThat(Wire.once(service, ask).status()).as(service.name()).isEqualTo(401);
            assertThat(Wire.once(service, ask.at("/config.json")).status())
                    .as(service.name())
                    .isEqualTo(200);
        }
    }

    /** A server of its own accord may call such a request bad before it looks for a name in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@127.0.0.1:PORT",
                "127.0.0.1:PORT@evil.test",
                "127.0.0.1:PORT/x",
                "127.0.0.1:PORT?x",
                "127.0.0.1:PORT#x",
                "127.0.0.1:PORTx",
                "127.0.0.1 evil.test",
                "evil.test,127.0.0.1",
                "[::1",
                "::1",
                "[fe80::1%25lo]:PORT",
                "[::1]evil.test",
                "\\evil.test",
                ""
            })
    void whatIsNoNameIsRefused(String host, Stack stack) {
        for (Service service : List.of(stack.ingest(), stack.push())) {
            Ask ask = Ask.get("/config.json").host(host.replace("PORT", "" + service.port()));
            assertRefused(service, ask);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRequestWithoutANameOrWithTwoIsRefused(boolean push, Stack stack) {
        Service service = push ? stack.push() : stack.ingest();
        String own = "127.0.0.1:" + service.port();
        Ask ask = Ask.get("/config.json");

        assertThat(Wire.once(service, ask.http10()).status()).isEqualTo(421);
        assertThat(Wire.once(service, ask.http10().host(own)).status()).isEqualTo(200);
        assertRefused(service, ask.host(own).host("evil.test"));
        assertRefused(service, ask.host("evil.test").host(own));
        assertRefused(service, ask.at("http://evil.test/config.json"));
        assertRefused(service, ask.at("http://127.0.0.1/config.json").host("evil.test"));
    }

    /** Nobody but a listed proxy is believed, and never about the name. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-Host"})
    void noOtherHeaderIsTakenForTheName(String header, Stack stack) {
        for (Service service : List.of(stack.ingest(), stack.push())) {
            Ask ask = Ask.get("/config.json").host("evil.test").with(header, "127.0.0.1:" + service.port());
            assertThat(Wire.once(service, ask).status()).isEqualTo(421);
        }
    }

    private static void assertRefused(Service service, Ask ask) {
        Reply reply = Wire.once(service, ask);
        assertThat(reply.status()).as(service.name() + " " + ask).isIn(400, 421);
        assertThat(reply.body()).as(service.name() + " " + ask).doesNotContain("emisor");
    }
}
