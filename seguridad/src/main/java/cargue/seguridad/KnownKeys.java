package cargue.seguridad;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a key that nobody has from an issuer that cannot be asked. Whoever sends tokens with key ids that he made up has
 * the issuer asked until the limit is reached; from then on his tokens are as bad as before, and not a failure of ours.
 * Nobody can tell before a key was ever got, and while the issuer has been away for so long that its keys are no longer
 * believed.
 */
final class KnownKeys implements JWKSource<SecurityContext> {

    private final JWKSource<SecurityContext> source;
    private volatile boolean known;

    KnownKeys(JWKSource<SecurityContext> source) {
        this.source = source;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            List<JWK> keys = source.get(selector, context);
            known = true;
            return keys;
        } catch (RateLimitReachedException e) {
            if (known) {
                return List.of();
            }
            throw e;
        } catch (KeySourceException e) {
            known = false;
            throw e;
        }
    }
}
