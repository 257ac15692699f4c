package cargue.ingest.outbox;

import cargue.contract.EventoHeaders;
import cargue.contract.Temas;
import cargue.ingest.outbox.Pendientes.Cola;
import cargue.ingest.outbox.Pendientes.Fila;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Adds to a request's trace that its event was published. The event's own header does not change by that: a repeat must
 * be the same bytes. Used by the relay's thread.
 */
@Component
class RelayTraces {

    private static final TextMapGetter<String> HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return Set.of(EventoHeaders.TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(EventoHeaders.TRACEPARENT) ? traceparent : null;
        }
    };

    private final Tracer tracer;

    RelayTraces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("cargue.ingest");
    }

    /**
     * Kafka has acknowledged events.
     *
     * @param read when they were read from the log
     * @param acknowledged when all had been acknowledged
     */
    void published(List<Cola> colas, Instant read, Instant acknowledged) {
        for (Cola cola : colas) {
            for (Fila fila : cola.filas()) {
                if (Traceparent.isSampled(fila.traceparent())) {
                    add(cola, fila, read, acknowledged);
                }
            }
        }
    }

    private void add(Cola cola, Fila fila, Instant read, Instant acknowledged) {
        Context request = W3CTraceContextPropagator.getInstance().extract(Context.root(), fila.traceparent(), HEADER);
        tracer.spanBuilder(Temas.CHECKS + " publish")
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(request)
                .setStartTimestamp(read)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.destination.name", Temas.CHECKS)
                .setAttribute("cargue.vendedor_id", cola.vendedorId())
                .setAttribute("cargue.seq", fila.posicion().seq())
                .startSpan()
                .end(acknowledged);
    }
}
