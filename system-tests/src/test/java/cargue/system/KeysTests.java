package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Rol;
import cargue.local.issuer.Claims;
import cargue.local.issuer.Issuer;
import cargue.local.process.Ports;
import cargue.local.service.Service;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With what keys a service starts, and what it answers while it has none. */
@ExtendWith(Stack.Extension.class)
class KeysTests {

    private static final String SHORT = "0123456789";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CARGUE_SEGURIDAD_EMISOR= | cargue.seguridad.emisor",
                "CARGUE_SEGURIDAD_EMISOR=tienda | cargue.seguridad.emisor",
                "CARGUE_SEGURIDAD_SECRETO=" + SHORT + " | cargue.seguridad.secreto",
                "CARGUE_SEGURIDAD_JWKS=http://a/k;CARGUE_SEGURIDAD_SECRETO=01234567890123456789012345678901 | cargue.seguridad.jwks",
                "CARGUE_SEGURIDAD_PROXIES=10.0.0.0/99 | cargue.seguridad.proxies",
                "CARGUE_SEGURIDAD_REDES_SIN_TOKEN=patio | cargue.seguridad.redes-sin-token",
                "CARGUE_SEGURIDAD_ORIGENES=crm.example | cargue.seguridad.origenes",
                "CARGUE_SEGURIDAD_LIMITES_USERBURST=0 | cargue.seguridad.limites",
            })
    void doesNotStartWithoutKeysOrWithSettingsThatMakeNoSense(String settings, String named, Stack stack)
            throws Exception {
        Map<String, String> environment = new HashMap<>();
        for (String setting : settings.strip().split(";", -1)) {
            String[] parts = setting.split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        for (Service service : List.of(
                stack.newIngest("ingest-service-keyless", environment),
                stack.newPush("push-service-keyless", environment))) {
            long before = Files.exists(service.log())
                    ? Files.readString(service.log()).length()
                    : 0;
            service.start();
            assertThat(service.onExit().get(60, TimeUnit.SECONDS)).isEqualTo(1);
            List<String> errors = Files.readString(service.log())
                    .substring((int) before)
                    .lines()
                    .filter(line -> line.contains(" ERROR "))
                    .toList();
            assertThat(errors).as(service.name()).hasSize(1).allMatch(line -> line.contains(named.strip()));
            assertThat(Files.readString(service.log())).doesNotContain(SHORT, "APPLICATION FAILED", "\tat ");
            service.close();
        }
    }

    @Test
    void aSharedSecretIsEnoughForASmallShop(Stack stack) throws Exception {
        String secret = UUID.randomUUID().toString();
        Map<String, String> settings = Map.of("CARGUE_SEGURIDAD_EMISOR", "tienda", "CARGUE_SEGURIDAD_SECRETO", secret);
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer("tienda")
                        .audience("cargue")
                        .subject("DESP1")
                        .claim("rol", "despachador")
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .build());
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        try (Service ingest = stack.newIngest("ingest-service-secret", settings);
                Service push = stack.newPush("push-service-secret", settings)) {
            Stack.restart(ingest);
            Stack.restart(push);
            for (Service service : List.of(ingest, push)) {
                assertThat(Wire.once(service, Ask.get("/sesion/").bearer(token.serialize()))
                                .status())
                        .isEqualTo(200);
                assertThat(Wire.once(service, Ask.get("/sesion/").bearer(Users.viewer()))
                                .status())
                        .as("another issuer's")
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void whileNobodyCanTellAServiceIsNotAvailableAndItKnowsItsKeysAfterTheIssuerHasGone(Stack stack) throws Exception {
        int port = Ports.free();
        String url = "http://127.0.0.1:" + port;
        Issuer issuer = stack.newIssuer(port);
        try (Service push = stack.newPush("push-service-waiting", Map.of("CARGUE_SEGURIDAD_EMISOR", url))) {
            Stack.restart(push);
            String early = stack.issuer().token(Claims.of(Rol.ADMIN, "ADMIN").with("iss", url));
            Reply reply = Wire.once(push, Ask.get("/sesion/").bearer(early));
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isNotEmpty();
            issuer.start();
            String token = issuer.token(Claims.of(Rol.ADMIN, "ADMIN"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            Wire.once(push, Ask.get("/sesion/").bearer(token)).status() == 200);
            issuer.close();
            assertThat(Wire.once(push, Ask.get("/sesion/").bearer(token)).status())
                    .isEqualTo(200);
        } finally {
            issuer.close();
            stack.rememberIssuer();
        }
    }
}
