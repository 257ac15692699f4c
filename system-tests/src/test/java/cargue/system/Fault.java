package cargue.system;

import cargue.local.issuer.Claims;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;

/** What can be wrong with the token of somebody who would be let in with a good one. */
enum Fault {
    ENDED((forge, claims) -> forge.honest(claims.lasting(Duration.ofSeconds(-1)))),
    WITHOUT_END((forge, claims) -> forge.honest(claims.without("exp"))),
    NOT_BEGUN((forge, claims) ->
            forge.honest(claims.with("nbf", Instant.now().plusSeconds(3600).getEpochSecond()))),
    WITHOUT_SUB((forge, claims) -> forge.honest(claims.without("sub"))),
    WITHOUT_ROL((forge, claims) -> forge.honest(claims.without("rol"))),
    UNKNOWN_ROL((forge, claims) -> forge.honest(claims.with("rol", "gerente"))),
    ROL_IN_CAPITALS((forge, claims) -> forge.honest(claims.with("rol", "ADMIN"))),
    SEVERAL_ROLES((forge, claims) -> forge.honest(claims.with("rol", List.of("vendedor", "admin")))),
    WITHOUT_VENDEDOR_ID(
            (forge, claims) -> forge.honest(claims.with("rol", "vendedor").without("vendedor_id"))),
    VENDEDOR_ID_NO_ID(
            (forge, claims) -> forge.honest(claims.with("rol", "vendedor").with("vendedor_id", "no id"))),
    VENDEDORES_NO_LIST((forge, claims) -> forge.honest(claims.with("vendedores", "ID1"))),
    VENDEDORES_NO_IDS((forge, claims) -> forge.honest(claims.with("vendedores", List.of("ID1", "no id")))),
    ANOTHER_AUDIENCE((forge, claims) -> forge.honest(claims.with("aud", List.of("cargue.example", "Cargue")))),
    WITHOUT_AUDIENCE((forge, claims) -> forge.honest(claims.without("aud"))),
    ANOTHER_ISSUER((forge, claims) -> forge.honest(claims.with("iss", forge.issuer() + "/"))),
    WITHOUT_ISSUER((forge, claims) -> forge.honest(claims.without("iss"))),
    ANOTHER_KEY((forge, claims) -> forge.signed(forge.header(JWSAlgorithm.RS256).build(), forge.another(), claims)),
    UNKNOWN_KEY((forge, claims) ->
            forge.signed(forge.header(JWSAlgorithm.RS256).keyID("another").build(), forge.another(), claims)),
    KEY_IN_TOKEN((forge, claims) -> forge.signed(
            forge.header(JWSAlgorithm.RS256).jwk(forge.another().toPublicJWK()).build(), forge.another(), claims)),
    ANOTHER_ALGORITHM(
            (forge, claims) -> forge.signed(forge.header(JWSAlgorithm.RS512).build(), forge.key(), claims)),
    ANOTHER_TYPE((forge, claims) -> forge.signed(
            forge.header(JWSAlgorithm.RS256)
                    .type(new JOSEObjectType("logout+jwt"))
                    .build(),
            forge.key(),
            claims)),
    NO_ALGORITHM((forge, claims) -> forge.unsigned("none", claims)),
    NO_ALGORITHM_CASED((forge, claims) -> forge.unsigned("nOnE", claims)),
    UNSIGNED((forge, claims) -> forge.unsigned("RS256", claims)),
    PUBLIC_KEY_PEM((forge, claims) -> forge.signed(JWSAlgorithm.HS256, pem(der(forge.key())), claims)),
    PUBLIC_KEY_DER((forge, claims) -> forge.signed(JWSAlgorithm.HS256, der(forge.key()), claims)),
    PUBLIC_KEY_JWK((forge, claims) -> forge.signed(
            JWSAlgorithm.HS256, forge.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8), claims)),
    TAMPERED((forge, claims) -> forge.tampered(claims, "sub", "otra persona")),
    CUT_SHORT((forge, claims) -> {
        String token = forge.honest(claims);
        return token.substring(0, token.length() - 2);
    });

    private static final int PEM_LINE = 64;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
    private final BiFunction<Forge, Claims, String> maker;

    Fault(BiFunction<Forge, Claims, String> maker) {
        this.maker = maker;
    }

    String token(Forge forge, Sender sender) {
        return maker.apply(forge, sender.claims());
    }

    private static byte[] der(RSAKey key) {
        try {
            return key.toRSAPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(byte[] der) {
        String text = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
