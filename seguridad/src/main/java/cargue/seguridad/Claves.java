package cargue.seguridad;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * With which keys tokens are checked. One kind only, so that a token cannot choose the kind: where public keys are
 * configured, one that is signed with a secret, such as the public key's own text, is refused, and so is one without a
 * signature.
 */
final class Claves {

    /** To connect, and to read: with discovery a request waits for the issuer four times this at most. */
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(1);

    /** Others wait for that request's answer no longer than this. */
    private static final Duration FETCHING = Duration.ofSeconds(4);

    private static final int MAX_ANSWER = 256 * 1024;

    /** How soon a key that the issuer has withdrawn is no longer believed. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** How long known keys are believed while the issuer cannot be asked: a night, and the morning's loading. */
    private static final Duration OUTAGE = Duration.ofHours(24);

    /** However many tokens name unknown keys, the issuer is asked twice in this time at most. */
    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(10);

    private Claves() {}

    /** What proves tokens to a service. */
    static JwtDecoder decoder(SeguridadSettings settings, Clock clock) {
        TokenRules rules = new TokenRules(String.valueOf(settings.emisor()), clock);
        return new RememberedTokens(decoder(settings, clock, FETCH_TIMEOUT), rules, Ticker.systemTicker());
    }

    /** The same that waits for an issuer longer than {@link #FETCH_TIMEOUT}, or less. */
    static JwtDecoder decoder(SeguridadSettings settings, Clock clock, Duration fetchTimeout) {
        NimbusJwtDecoder decoder = settings.secreto() != null
                ? withSecret(settings.secreto())
                : withKeySet(keySet(settings, fetchTimeout));
        decoder.setJwtValidator(new TokenRules(String.valueOf(settings.emisor()), clock));
        return decoder;
    }

    private static NimbusJwtDecoder withSecret(String secreto) {
        return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secreto.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .macAlgorithm(MacAlgorithm.HS256)
                .jwtProcessorCustomizer(Claves::takeOurType)
                .build();
    }

    private static NimbusJwtDecoder withKeySet(JWKSource<SecurityContext> keys) {
        return NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> {
                    algorithms.clear();
                    algorithms.addAll(List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256));
                })
                .jwtProcessorCustomizer(Claves::takeOurType)
                .build();
    }

    /** A plain token, or one that says it is for access (RFC 9068); an id token of another kind is not taken for one. */
    private static void takeOurType(ConfigurableJWTProcessor<SecurityContext> processor) {
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    }

    private static JWKSource<SecurityContext> keySet(SeguridadSettings settings, Duration fetchTimeout) {
        int timeout = Math.toIntExact(fetchTimeout.toMillis());
        DefaultResourceRetriever retriever = new DefaultResourceRetriever(timeout, timeout, MAX_ANSWER);
        JWKSetSource<SecurityContext> source = settings.jwks() != null
                ? new URLBasedJWKSetSource<>(url(settings.jwks()), retriever)
                : new DiscoveredKeys(String.valueOf(settings.emisor()), retriever);
        JWKSource<SecurityContext> cached = JWKSourceBuilder.create(source)
                .cache(FRESH.toMillis(), FETCHING.toMillis())
                .refreshAheadCache(true)
                .rateLimited(LEAST_INTERVAL.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
        return new KnownKeys(cached);
    }

    static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new SettingsInvalid("not an URL: " + text);
        }
    }
}
