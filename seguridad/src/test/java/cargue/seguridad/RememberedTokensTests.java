package cargue.seguridad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** A signature is proven once a minute; all else is looked at in each call. */
class RememberedTokensTests {

    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicInteger proofs = new AtomicInteger();
    private final JwtDecoder decoder = token -> {
        proofs.incrementAndGet();
        if (token.equals("bad")) {
            throw new BadJwtException("not signed by the issuer");
        }
        return jwt(token);
    };
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final RememberedTokens tokens = new RememberedTokens(
            decoder,
            new TokenRules("http://issuer", clock),
            () -> Duration.between(START, now.get()).toNanos());

    private static Jwt jwt(String token) {
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .issuer("http://issuer")
                .audience(List.of("cargue"))
                .subject("ADMIN")
                .claim("rol", "admin")
                .expiresAt(START.plusSeconds(30))
                .build();
    }

    @Test
    void provesTheSameTokenOnce() {
        Jwt first = tokens.decode("a");
        assertThat(tokens.decode("a")).isSameAs(first);
        assertThat(tokens.decode("b").getTokenValue()).isEqualTo("b");
        assertThat(proofs).hasValue(2);
    }

    @Test
    void refusesARememberedTokenFromItsEndOn() {
        tokens.decode("a");
        now.set(START.plusSeconds(30).minusMillis(1));
        assertThat(tokens.decode("a").getTokenValue()).isEqualTo("a");
        now.set(START.plusSeconds(30));
        assertThatThrownBy(() -> tokens.decode("a")).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void provesItAgainWhenTheMinuteIsOver() {
        tokens.decode("a");
        now.set(START.plus(RememberedTokens.REMEMBERED));
        tokens.decode("a");
        assertThat(proofs).hasValue(2);
    }

    @Test
    void remembersNothingThatWasNotProven() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> tokens.decode("bad")).isInstanceOf(BadJwtException.class);
        }
        assertThat(proofs).hasValue(3);
    }
}
