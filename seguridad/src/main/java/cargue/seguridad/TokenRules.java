package cargue.seguridad;

import cargue.contract.Rol;
import cargue.contract.Vendedores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a token must say besides bearing the issuer's signature (contract 5). It ends at its {@code exp} to the instant:
 * an open connection does so too.
 */
final class TokenRules implements OAuth2TokenValidator<Jwt> {

    static final String AUDIENCE = "cargue";
    static final String ROL = "rol";
    static final String VENDEDOR_ID = "vendedor_id";
    static final String VENDEDORES = "vendedores";
    static final String AZP = "azp";

    /** How far the issuer's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** They go into events and columns, so no more than a name's length, and nothing that spoils a log. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,255}");

    private final String emisor;
    private final Clock clock;

    TokenRules(String emisor, Clock clock) {
        this.emisor = emisor;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        Instant now = clock.instant();
        Instant begins = token.getNotBefore();
        Instant ends = token.getExpiresAt();
        List<String> audience = token.getAudience();
        if (!emisor.equals(token.getClaimAsString("iss"))) {
            return refused("iss is another issuer");
        }
        if (audience == null || !audience.contains(AUDIENCE)) {
            return refused("aud does not contain " + AUDIENCE);
        }
        if (ends == null || !ends.isAfter(now)) {
            return refused("exp is missing or past");
        }
        if (begins != null && begins.isAfter(now.plus(AHEAD))) {
            return refused("nbf is not reached");
        }
        return who(token);
    }

    private static OAuth2TokenValidatorResult who(Jwt token) {
        Optional<Rol> rol = rol(token);
        if (!isText(token.getClaim("sub"), NAME.asMatchPredicate())) {
            return refused("sub is missing or no name");
        }
        if (rol.isEmpty()) {
            return refused("rol is none of vendedor, despachador, analista, admin");
        }
        if (rol.get() == Rol.VENDEDOR && !isText(token.getClaim(VENDEDOR_ID), Vendedores::isId)) {
            return refused("vendedor_id is missing or no id");
        }
        if (token.hasClaim(AZP) && !isText(token.getClaim(AZP), NAME.asMatchPredicate())) {
            return refused("azp is no name");
        }
        if (token.hasClaim(VENDEDORES) && !isIds(token.getClaim(VENDEDORES))) {
            return refused("vendedores is no list of ids");
        }
        return OAuth2TokenValidatorResult.success();
    }

    static Optional<Rol> rol(Jwt token) {
        Object text = token.getClaim(ROL);
        return Arrays.stream(Rol.values())
                .filter(rol -> rol.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static boolean isText(@Nullable Object claim, Predicate<String> form) {
        return claim instanceof String text && form.test(text);
    }

    private static boolean isIds(@Nullable Object claim) {
        return claim instanceof List<?> list && list.stream().allMatch(id -> isText(id, Vendedores::isId));
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, null));
    }
}
