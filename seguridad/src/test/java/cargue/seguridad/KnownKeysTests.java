package cargue.seguridad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownKeysTests {

    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private KeySourceException failure = new RateLimitReachedException();
    private boolean fails = true;
    private final KnownKeys keys = new KnownKeys((selector, context) -> {
        if (fails) {
            throw failure;
        }
        return List.<JWK>of();
    });

    @Test
    void aKeyThatNobodyHasIsNoFailureOfTheIssuer() throws Exception {
        unavailable();
        fails = false;
        assertThat(keys.get(ANY, null)).isEmpty();
        fails = true;
        assertThat(keys.get(ANY, null)).as("asked too often").isEmpty();
    }

    @Test
    void anIssuerThatDoesNotAnswerIsAFailureUntilItDoes() throws Exception {
        fails = false;
        keys.get(ANY, null);
        fails = true;
        failure = new JWKSetUnavailableException("away for over a day");
        unavailable();
        failure = new RateLimitReachedException();
        unavailable();
        fails = false;
        keys.get(ANY, null);
        fails = true;
        assertThat(keys.get(ANY, null)).isEmpty();
    }

    private void unavailable() {
        assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> keys.get(ANY, null));
    }
}
