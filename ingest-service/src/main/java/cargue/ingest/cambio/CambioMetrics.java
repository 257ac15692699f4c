package cargue.ingest.cambio;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.ingest.http.Refusals;
import cargue.ingest.outbox.Registro;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts what was decided, once it is committed: {@code cargue.ingest.changes} by causa, and refusals. Any thread. */
@Component
class CambioMetrics {

    private final Map<Causa, Counter> changes = new EnumMap<>(Causa.class);
    private final Refusals refusals;

    CambioMetrics(MeterRegistry registry, Refusals refusals) {
        this.refusals = refusals;
        for (Causa causa : Causa.values()) {
            changes.put(
                    causa,
                    registry.counter(
                            "cargue.ingest.changes", "causa", causa.name().toLowerCase(Locale.ROOT)));
        }
        refusals.known(Arrays.stream(Rechazo.values()).map(Rechazo::name).toList());
    }

    void decided(Lote lote) {
        for (Registro registro : lote.registros()) {
            if (registro.evento() instanceof CheckEvento check) {
                Objects.requireNonNull(changes.get(check.causa())).increment();
            }
        }
        lote.rechazados().forEach(rechazado -> refusals.refused(rechazado.codigo()));
    }

    /** Without a vendedor that could be the refusal's. */
    void refused(Rechazo rechazo) {
        refusals.refused(rechazo.name());
    }

    void unknownVendedor() {
        refusals.refused(Refusals.VENDEDOR_NO_VALIDO);
    }
}
