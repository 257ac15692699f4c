package cargue.push.historia;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be read of the past.
 *
 * @param alcance the topic must reach back to here; null: whatever it holds
 * @param desde events that happened before need not be read; null: from where the topic begins
 * @param hasta the reading ends at the first event that happened then or later; null: where the topic ends now
 */
record Pregunta(
        String vendedorId,
        @Nullable Instant alcance,
        @Nullable Instant desde,
        @Nullable Instant hasta) {}
