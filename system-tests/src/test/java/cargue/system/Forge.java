package cargue.system;

import cargue.local.issuer.Claims;
import cargue.local.issuer.Issuer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;

/** Makes tokens of every kind: an issuer's own, and what people make who have not its key, or only its public half. */
final class Forge {

    private static final int KEY_BITS = 2048;

    private final Issuer issuer;
    private final RSAKey key;
    private final RSAKey another;

    private Forge(Issuer issuer, Path keyFile) {
        this.issuer = issuer;
        try {
            this.key = RSAKey.parse(Files.readString(keyFile));
            this.another = new RSAKeyGenerator(KEY_BITS).keyID("another").generate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Forge of(Stack stack) {
        Path logs = stack.ingest().log().getParent();
        return new Forge(stack.issuer(), logs.resolveSibling("issuer").resolve("key.json"));
    }

    String honest(Claims claims) {
        return issuer.token(claims);
    }

    String issuer() {
        return issuer.url();
    }

    /** The issuer's, of which everybody knows the public half. */
    RSAKey key() {
        return key;
    }

    /** Of somebody else. */
    RSAKey another() {
        return another;
    }

    JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(key.getKeyID());
    }

    /** What the issuer would sign, with any header by any RSA key. */
    String signed(JWSHeader header, RSAKey by, Claims claims) {
        try {
            return signed(header, new RSASSASigner(by), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same by a secret. */
    String signed(JWSAlgorithm algorithm, byte[] secret, Claims claims) {
        try {
            return signed(header(algorithm).build(), new MACSigner(secret), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without a signature, and a header that says so. */
    String unsigned(String algorithm, Claims claims) {
        String header = Base64URL.encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}")
                .toString();
        return header + "." + parts(honest(claims))[1] + ".";
    }

    /** An honest token's signature under other claims. */
    String tampered(Claims claims, String claim, Object value) {
        String[] parts = parts(honest(claims));
        Map<String, Object> payload = payload(claims);
        payload.put(claim, value);
        return parts[0] + "." + Base64URL.encode(JSONObjectUtils.toJSONString(payload)) + "." + parts[2];
    }

    static String[] parts(String token) {
        return token.split("\\.", -1);
    }

    private String signed(JWSHeader header, JWSSigner signer, Claims claims) throws JOSEException {
        JWSObject token = new JWSObject(header, new Payload(payload(claims)));
        token.sign(signer);
        return token.serialize();
    }

    private Map<String, Object> payload(Claims claims) {
        try {
            return JWSObject.parse(honest(claims)).getPayload().toJSONObject();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
