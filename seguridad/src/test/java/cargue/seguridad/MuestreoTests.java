package cargue.seguridad;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class MuestreoTests {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private Muestreo muestreo(double probability) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("registry", registry);
        return new Muestreo(probability, beans.getBeanProvider(MeterRegistry.class));
    }

    private static Context remote(TraceFlags flags) {
        SpanContext caller =
                SpanContext.createFromRemoteParent(TRACE, "b7ad6b7169203331", flags, TraceState.getDefault());
        return Context.root().with(Span.wrap(caller));
    }

    private static boolean isTraced(Muestreo muestreo, Context parent, SpanKind kind) {
        return muestreo.shouldSample(parent, TRACE, "a", kind, Attributes.empty(), List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }

    /** Whoever can send a request could have all of them traced. */
    @Test
    void ofRequestsThatSayThatTheyAreTracedOnlySoManyASecondAre() {
        Muestreo muestreo = muestreo(0);
        int traced = (int) IntStream.range(0, 100_000)
                .filter(i -> isTraced(muestreo, remote(TraceFlags.getSampled()), SpanKind.SERVER))
                .count();

        assertThat(traced).isBetween(10, 1000);
        assertThat(registry.counter("cargue.seguridad.traces.refused").count()).isEqualTo(100_000.0 - traced);
    }

    @Test
    void whatFollowsATracedRequestIsTracedHoweverMuchThatIs() {
        Muestreo muestreo = muestreo(0);

        assertThat(IntStream.range(0, 1000)
                        .filter(i -> isTraced(muestreo, remote(TraceFlags.getSampled()), SpanKind.CONSUMER)))
                .hasSize(1000);
        assertThat(isTraced(muestreo, remote(TraceFlags.getDefault()), SpanKind.CONSUMER))
                .isFalse();
    }

    @Test
    void ofRequestsThatDoNotSayItIsTheUsualPart() {
        assertThat(isTraced(muestreo(0), Context.root(), SpanKind.SERVER)).isFalse();
        assertThat(isTraced(muestreo(1), Context.root(), SpanKind.SERVER)).isTrue();
        assertThat(isTraced(muestreo(1), remote(TraceFlags.getDefault()), SpanKind.SERVER))
                .isFalse();
    }
}
