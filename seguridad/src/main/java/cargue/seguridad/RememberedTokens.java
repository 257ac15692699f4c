package cargue.seguridad;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Remembers which tokens bore the issuer's signature, so that a phone's second check costs no second proof. Only what was
 * proven is remembered, by the SHA-256 of the whole token, for a minute: that much later than without it is a withdrawn
 * key disbelieved. What a token says, such as its end, is looked at each time. Thread-safe.
 */
final class RememberedTokens implements JwtDecoder {

    /** Added to the time for which the issuer's keys are believed. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** About 3 KB each. */
    private static final int MAX_REMEMBERED = 2_000;

    private final JwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> rules;
    private final Cache<String, Jwt> proven;

    /**
     * Asks the decoder for what is not remembered.
     *
     * @param decoder proves a token's signature and holds it against the rules
     * @param rules what the decoder's tokens must say
     */
    RememberedTokens(JwtDecoder decoder, OAuth2TokenValidator<Jwt> rules, Ticker ticker) {
        this.decoder = decoder;
        this.rules = rules;
        this.proven = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .build();
    }

    @Override
    public Jwt decode(String token) {
        String hash = hash(token);
        Jwt known = proven.getIfPresent(hash);
        if (known == null) {
            Jwt decoded = decoder.decode(token);
            proven.put(hash, decoded);
            return decoded;
        }
        OAuth2TokenValidatorResult result = rules.validate(known);
        if (result.hasErrors()) {
            proven.invalidate(hash);
            throw new JwtValidationException("the token is no longer good", result.getErrors());
        }
        return known;
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
