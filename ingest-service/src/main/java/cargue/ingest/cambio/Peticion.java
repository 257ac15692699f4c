package cargue.ingest.cambio;

import cargue.ingest.idempotency.Clave;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change as it was asked for.
 *
 * @param key idempotency key; null when the sender gave none
 * @param traceparent W3C trace context
 */
record Peticion(Cambio cambio, Quien quien, @Nullable String key, String traceparent) {

    Optional<Clave> clave() {
        return Optional.ofNullable(key).map(k -> new Clave(quien.sub(), cambio.call(), k));
    }
}
