package cargue.push.stream;

import cargue.contract.CheckEvento;
import cargue.contract.EventoHeaders;
import cargue.contract.Temas;
import cargue.push.OwnedBy;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Ends the trace of a request that is traced: its event's arrival here, and the frames that went to viewers. Of others
 * nothing is done but a look at the header.
 */
@OwnedBy(PushStream.THREAD)
final class Trazas {

    /**
     * Traced events between two times that frames are sent; of more only the first are traced to their end. For each all
     * of its vendedor's viewers are looked at.
     */
    private static final int MOST_OPEN = 20;

    private static final byte SAMPLED = '1';

    private static final TextMapGetter<Headers> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return Set.of(EventoHeaders.TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
            Header header = headers == null ? null : headers.lastHeader(key);
            return header == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
        }
    };

    private record Open(CheckEvento evento, Vendedor vendedor, Span arrival) {}

    private final Tracer tracer;
    private final List<Open> open = new ArrayList<>();

    Trazas(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("cargue.push");
    }

    /** A change was read, which {@link #sent} tells the rest of. */
    void arrived(ConsumerRecord<?, ?> record, CheckEvento evento, Vendedor vendedor) {
        Header header = record.headers().lastHeader(EventoHeaders.TRACEPARENT);
        if (header == null || !isSampled(header.value()) || open.size() == MOST_OPEN) {
            return;
        }
        Context request = W3CTraceContextPropagator.getInstance().extract(Context.root(), record.headers(), HEADERS);
        Span arrival = tracer.spanBuilder(Temas.CHECKS + " process")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(request)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", record.topic())
                .setAttribute("messaging.destination.partition.id", String.valueOf(record.partition()))
                .setAttribute("messaging.kafka.offset", record.offset())
                .setAttribute("cargue.vendedor_id", evento.vendedorId())
                .setAttribute("cargue.seq", evento.seq())
                .startSpan();
        open.add(new Open(evento, vendedor, arrival));
    }

    private static boolean isSampled(byte[] traceparent) {
        return traceparent.length > 0 && traceparent[traceparent.length - 1] == SAMPLED;
    }

    /** Those whose sockets were free have been given their frame; the others get theirs when they can take it. */
    void sent(Instant begun) {
        for (Open traced : open) {
            CheckEvento evento = traced.evento();
            Vendedor.Audiencia audiencia = traced.vendedor().audiencia(evento.fecha(), evento.dia());
            tracer.spanBuilder("frames")
                    .setParent(Context.root().with(traced.arrival()))
                    .setStartTimestamp(begun)
                    .setAttribute("cargue.viewers", audiencia.viewers())
                    .setAttribute("cargue.viewers.told", audiencia.told())
                    .startSpan()
                    .end();
        }
        forget();
    }

    /** Nothing more will be known of those that have arrived. */
    void forget() {
        open.forEach(traced -> traced.arrival().end());
        open.clear();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }
}
