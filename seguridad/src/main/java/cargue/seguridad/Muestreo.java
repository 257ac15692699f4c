package cargue.seguridad;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/**
 * What is traced: a part of all requests, and what a traced request leads to. A request may ask for it by its own
 * {@code traceparent}, before anyone knows whose it is; so only so many a second are, and of others nothing is told but
 * their number: {@code cargue.seguridad.traces.refused}. Any thread.
 */
final class Muestreo implements Sampler {

    /** Requests a second that are traced because they say so. */
    static final int ASKED_PER_SECOND = 10;

    private final Sampler usual;
    private final ObjectProvider<MeterRegistry> registry;
    private final Bucket asked = Bucket.builder()
            .addLimit(limit -> limit.capacity(ASKED_PER_SECOND).refillGreedy(ASKED_PER_SECOND, Duration.ofSeconds(1)))
            .withNanosecondPrecision() // the clock on the wall may be set back
            .build();

    /**
     * Of a service.
     *
     * @param probability of requests that do not say, 0 to 1
     * @param registry is made after what is traced
     */
    Muestreo(double probability, ObjectProvider<MeterRegistry> registry) {
        this.usual = Sampler.parentBased(Sampler.traceIdRatioBased(probability));
        this.registry = registry;
    }

    /** Told as 0 before the first. */
    static Counter tell(MeterRegistry registry) {
        return registry.counter("cargue.seguridad.traces.refused");
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        SpanContext caller = Span.fromContext(parent).getSpanContext();
        if (kind == SpanKind.SERVER && caller.isRemote() && caller.isSampled() && !asked.tryConsume(1)) {
            tell(registry.getObject()).increment();
            return SamplingResult.drop();
        }
        return usual.shouldSample(parent, traceId, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "Muestreo(" + usual.getDescription() + ")";
    }
}
