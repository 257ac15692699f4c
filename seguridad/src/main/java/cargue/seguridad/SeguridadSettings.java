package cargue.seguridad;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Who may call, under {@code cargue.seguridad}. There is no default key: without one the service does not start.
 *
 * @param emisor who issues the tokens, exactly as their {@code iss}. Where neither a key set nor a secret is given, it
 *     is the address at which OpenID Connect discovery tells the keys
 * @param jwks address of the issuer's key set (RS256, ES256); instead of discovery
 * @param secreto secret shared with the issuer (HS256), at least 32 bytes; for a small shop, instead of the other two
 * @param hosts names by which the service may be called, without port; any other is refused with 421. Default: the
 *     loopback names, every literal IP address and the hosts of {@code cargue.direcciones}; a list replaces all of these
 * @param origenes origins of web pages that may call besides the service's own, each as a browser sends it
 *     ({@code http://crm.example:8081}), compared whole; default none: a page that nobody listed gets nothing
 * @param redesSinToken networks (CIDR) whose old phones may send the four calls of sellers without a token; default
 *     none
 * @param proxies networks (CIDR) of proxies whose {@code X-Forwarded-For} is believed; default none
 * @param limites how much one user and one address may send
 */
@ConfigurationProperties("cargue.seguridad")
public record SeguridadSettings(
        @Nullable String emisor,
        @Nullable String jwks,
        @Nullable String secreto,
        @DefaultValue List<String> hosts,
        @DefaultValue List<String> origenes,
        @DefaultValue @Name("redes-sin-token") List<String> redesSinToken,
        @DefaultValue List<String> proxies,
        @DefaultValue Limites limites) {

    private static final int LEAST_SECRET = 32;

    /**
     * Calls that change something; one more is refused with 429.
     *
     * @param userPerSecond of one user. Default 200: a phone's whole morning in a few batches, many times over
     * @param userBurst of one user at once after a pause. Default 2,000
     * @param addressPerSecond from one address. Default 1,000: a shop behind one address never has so many
     * @param addressBurst from one address at once after a pause. Default 5,000
     */
    public record Limites(
            @DefaultValue("200") int userPerSecond,
            @DefaultValue("2000") int userBurst,
            @DefaultValue("1000") int addressPerSecond,
            @DefaultValue("5000") int addressBurst) {

        /** Refuses limits that let nothing through. */
        public Limites {
            if (userPerSecond < 1 || userBurst < 1 || addressPerSecond < 1 || addressBurst < 1) {
                throw new SettingsInvalid("cargue.seguridad.limites: each limit must be at least 1");
            }
        }
    }

    /** Refuses settings with which no token, or any, could be believed. */
    public SeguridadSettings {
        emisor = blankToNull(emisor);
        jwks = blankToNull(jwks);
        secreto = blankToNull(secreto);
        if (emisor == null) {
            throw new SettingsInvalid(
                    "no key for tokens is configured: set cargue.seguridad.emisor to the issuer of the"
                            + " tokens (an URL with OpenID Connect discovery, or any name together with cargue.seguridad.jwks"
                            + " or cargue.seguridad.secreto)");
        }
        if (jwks != null && secreto != null) {
            throw new SettingsInvalid("cargue.seguridad.jwks and cargue.seguridad.secreto are both set: keep one");
        }
        if (secreto != null && secreto.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET) {
            throw new SettingsInvalid("cargue.seguridad.secreto is too short: it needs at least 32 bytes");
        }
        if (secreto == null) {
            Urls.requireHttp("cargue.seguridad.jwks", jwks);
            Urls.requireHttp("cargue.seguridad.emisor", jwks == null ? emisor : null);
        }
        hosts = List.copyOf(hosts);
        origenes = List.copyOf(origenes);
        redesSinToken = List.copyOf(redesSinToken);
        proxies = List.copyOf(proxies);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** All but the secret. */
    @Override
    public String toString() {
        return "SeguridadSettings[emisor=%s, jwks=%s, secreto=%s, hosts=%s, origenes=%s, redesSinToken=%s, proxies=%s, %s]"
                .formatted(
                        emisor,
                        jwks,
                        secreto == null ? "none" : "***",
                        hosts,
                        origenes,
                        redesSinToken,
                        proxies,
                        limites);
    }
}
