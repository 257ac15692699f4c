package cargue.push.stream;

import cargue.push.viewer.Cierre;
import cargue.push.viewer.ViewerRules;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what should be rare, and what viewers cost. Any thread. */
@Component
final class StreamCounters implements ViewerRules.Events {

    private final MeterRegistry registry;
    private final Counter unreadable;
    private final Counter repeated;
    private final Counter oldEpoca;
    private final Counter otherId;
    private final Counter reloads;
    private final Counter conflated;

    StreamCounters(MeterRegistry registry) {
        this.registry = registry;
        unreadable = registry.counter("cargue.push.records.unreadable");
        repeated = registry.counter("cargue.push.records.repeated");
        oldEpoca = registry.counter("cargue.push.records.old.epoca");
        otherId = registry.counter("cargue.push.records.other.id");
        reloads = registry.counter("cargue.push.reloads");
        conflated = registry.counter("cargue.push.messages.conflated");
    }

    void unreadable() {
        unreadable.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void oldEpoca() {
        oldEpoca.increment();
    }

    void otherId() {
        otherId.increment();
    }

    void reload() {
        reloads.increment();
    }

    /** @param kind {@code loading}, {@code reread} or {@code accepted} */
    void hole(String kind) {
        registry.counter("cargue.push.holes", "kind", kind).increment();
    }

    @Override
    public void conflated(int messages) {
        conflated.increment(messages);
    }

    @Override
    public void closed(Cierre cierre) {
        registry.counter("cargue.push.viewers.closed", "code", String.valueOf(cierre.code()))
                .increment();
    }
}
