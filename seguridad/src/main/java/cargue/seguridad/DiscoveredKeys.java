package cargue.seguridad;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's keys at the address that it tells itself (OpenID Connect discovery), asked for each time: so the service
 * starts while the issuer is away, and follows it when it moves its keys.
 */
final class DiscoveredKeys implements JWKSetSource<SecurityContext> {

    private static final String PATH = "/.well-known/openid-configuration";

    private final String issuer;
    private final ResourceRetriever retriever;

    DiscoveredKeys(String issuer, ResourceRetriever retriever) {
        this.issuer = issuer;
        this.retriever = retriever;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long currentTime, @Nullable SecurityContext context)
            throws KeySourceException {
        return new URLBasedJWKSetSource<SecurityContext>(Claves.url(address()), retriever)
                .getJWKSet(refresh, currentTime, context);
    }

    private String address() throws KeySourceException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        try {
            Map<String, Object> told = JSONObjectUtils.parse(
                    retriever.retrieveResource(Claves.url(base + PATH)).getContent());
            if (!issuer.equals(told.get("issuer"))) {
                throw new RemoteKeySourceException(
                        "the issuer at " + base + " is another: " + told.get("issuer"), null);
            }
            if (told.get("jwks_uri") instanceof String address && Urls.isHttp(address)) {
                return address;
            }
            throw new RemoteKeySourceException("the issuer at " + base + " tells no jwks_uri", null);
        } catch (IOException | ParseException e) {
            throw new RemoteKeySourceException(
                    "the issuer at " + base + " did not tell its keys: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // Nothing is held between two questions.
    }
}
