package cargue.seguridad;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.contract.Rol;
import cargue.seguridad.Tokens.Examen.Bueno;
import cargue.seguridad.Tokens.Examen.Malo;
import cargue.seguridad.Tokens.Examen.SinRespuesta;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys from an issuer over HTTP that is there, goes away, or never was. */
class ClavesTests {

    /** Much longer than a service waits: a busy machine's good answer must not come too late. */
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(20);

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private String url;
    private RSAKey key;
    private ECKey elliptic;
    private volatile String told = "";

    @BeforeEach
    void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("a").generate();
        elliptic = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        told = "{\"issuer\":\"" + url + "\",\"jwks_uri\":\"" + url + "/jwks.json\"}";
        answer("/.well-known/openid-configuration", () -> told);
        answer("/jwks.json", () -> {
            asked.incrementAndGet();
            return new JWKSet(List.of(key.toPublicJWK(), elliptic.toPublicJWK())).toString();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, Supplier<String> body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void knowsTheIssuersKeysAfterItHasGone() throws Exception {
        Tokens tokens = tokens("emisor", url);
        assertThat(tokens.examine(token(key))).isInstanceOf(Bueno.class);
        server.stop(0);
        assertThat(tokens.examine(token(key))).isInstanceOf(Bueno.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void madeUpKeyIdsAreBadTokensHoweverManyAndTheIssuerIsNotAskedForEach() throws Exception {
        Tokens tokens = tokens("emisor", url);
        RSAKey other = new RSAKeyGenerator(2048).keyID("b").generate();
        for (int i = 0; i < 50; i++) {
            assertThat(tokens.examine(token(other))).as("token %d", i).isInstanceOf(Malo.class);
        }
        assertThat(asked).hasValueLessThan(5);
        assertThat(tokens.examine(token(key))).isInstanceOf(Bueno.class);
    }

    @Test
    void nobodyCanTellAsLongAsNoKeyWasGot() throws Exception {
        server.stop(0);
        Tokens tokens = tokens("jwks", url + "/jwks.json", "emisor", url);
        for (int i = 0; i < 10; i++) {
            assertThat(tokens.examine(token(key))).as("token %d", i).isInstanceOf(SinRespuesta.class);
        }
        assertThat(tokens.examine("no token")).isInstanceOf(Malo.class);
    }

    @Test
    void anIssuerThatNamesItselfOtherwiseIsNotBelieved() throws Exception {
        told = "{\"issuer\":\"http://other.example\",\"jwks_uri\":\"" + url + "/jwks.json\"}";
        assertThat(tokens("emisor", url).examine(token(key))).isInstanceOf(SinRespuesta.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void aSecretIsNoKeyToAKeySetNorAPublicKeyToASecret() throws Exception {
        Tokens secret = tokens("emisor", url, "secreto", "x".repeat(32));
        assertThat(secret.examine(token(key))).isInstanceOf(Malo.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void anEllipticKeyOfTheSetSignsToo() throws Exception {
        Tokens tokens = tokens("emisor", url);
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("e").generate();
        assertThat(tokens.examine(token(JWSAlgorithm.ES256, "e", new ECDSASigner(elliptic))))
                .isInstanceOf(Bueno.class);
        assertThat(tokens.examine(token(JWSAlgorithm.ES256, "e", new ECDSASigner(other))))
                .isInstanceOf(Malo.class);
    }

    private static Tokens tokens(String... settings) {
        return new Tokens(Claves.decoder(Ajustes.with(settings), Clock.systemUTC(), FETCH_TIMEOUT));
    }

    private String token(RSAKey signer) throws Exception {
        return token(JWSAlgorithm.RS256, signer.getKeyID(), new RSASSASigner(signer));
    }

    private String token(JWSAlgorithm algorithm, String kid, JWSSigner signer) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(kid).build(),
                new JWTClaimsSet.Builder()
                        .issuer(url)
                        .audience("cargue")
                        .subject("DESP1")
                        .claim("rol", Rol.DESPACHADOR.name().toLowerCase(Locale.ROOT))
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        token.sign(signer);
        return token.serialize();
    }
}
