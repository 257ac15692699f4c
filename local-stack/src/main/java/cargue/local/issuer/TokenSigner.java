package cargue.local.issuer;

import cargue.contract.Rol;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Clock;
import java.time.Duration;

/** Makes tokens with the key of a data directory, whether or not its stack runs. Any thread. */
public final class TokenSigner {

    private final JWSHeader header;
    private final JWSSigner signer;
    private final String issuer;
    private final Clock clock;

    TokenSigner(RSAKey key, String issuer, Clock clock) {
        this.header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        try {
            this.signer = new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key cannot sign", e);
        }
        this.issuer = issuer;
        this.clock = clock;
    }

    /** What somebody in a role needs for the calls that are theirs. */
    public String token(Rol rol, String id, Duration ttl) {
        return token(Claims.of(rol, id).lasting(ttl));
    }

    public String token(Claims claims) {
        JWSObject token = new JWSObject(header, new Payload(claims.of(issuer, clock.instant())));
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
        return token.serialize();
    }
}
