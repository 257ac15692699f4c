package cargue.push;

import cargue.contract.Rol;
import cargue.seguridad.Identidad;
import cargue.seguridad.SeguridadConfig;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Tokens for nodes in this JVM, signed with a secret that only this run knows; see {@link SeguridadConfig}. */
public final class Fichas {

    private static final String EMISOR = "prueba";
    private static final String SECRETO = UUID.randomUUID().toString();

    /** Of an administrator, for the whole run. */
    public static final String ADMIN = of("ADMIN", Rol.ADMIN, Duration.ofHours(2));

    private Fichas() {}

    /** A node's settings with which it believes these. */
    public static List<String> settings() {
        return List.of("cargue.seguridad.emisor=" + EMISOR, "cargue.seguridad.secreto=" + SECRETO);
    }

    /** Of a user; a vendedor's sheets are those of its own name. */
    public static String of(String sub, Rol rol, Duration ttl) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(EMISOR)
                .audience("cargue")
                .subject(sub)
                .claim("rol", rol.name().toLowerCase(Locale.ROOT))
                .expirationTime(Date.from(Instant.now().plus(ttl)));
        if (rol == Rol.VENDEDOR) {
            claims.claim("vendedor_id", sub);
        }
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(new MACSigner(SECRETO.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** The identity of somebody who may see all and whose token never ends. */
    public static Identidad identidad() {
        return new Identidad("ADMIN", Rol.ADMIN, null, null, "crm", Instant.MAX);
    }
}
