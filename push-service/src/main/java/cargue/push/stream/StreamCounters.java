package cargue.push.stream;

import cargue.push.viewer.Cierre;
import cargue.push.viewer.ViewerRules;
import cargue.push.wire.V1Messages;
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
    private final Counter deltas;
    private final Counter snapshots;
    private final Counter standstills;
    private final Counter failures;
    private final Counter forgotten;

    StreamCounters(MeterRegistry registry) {
        this.registry = registry;
        unreadable = registry.counter("cargue.push.records.unreadable");
        repeated = registry.counter("cargue.push.records.repeated");
        oldEpoca = registry.counter("cargue.push.records.old.epoca");
        otherId = registry.counter("cargue.push.records.other.id");
        reloads = registry.counter("cargue.push.reloads");
        conflated = registry.counter("cargue.push.messages.conflated");
        deltas = registry.counter("cargue.push.hellos", "modo", "delta");
        snapshots = registry.counter("cargue.push.hellos", "modo", "snapshot");
        failures = registry.counter("cargue.push.failures");
        forgotten = registry.counter("cargue.push.ring.forgotten");
        standstills = registry.counter("cargue.push.standstills");
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

    /** So many changes were not sent by themselves, since a later one of the same row went instead. */
    void conflated(int changes) {
        conflated.increment(changes);
    }

    /** A client was told how its stream goes on. */
    void greeted(V1Messages.Modo modo) {
        (modo == V1Messages.Modo.DELTA ? deltas : snapshots).increment();
    }

    /** A request or a connection's socket threw. */
    @Override
    public void failed() {
        failures.increment();
    }

    /** An event of a vendedor's latest went for the sake of all. */
    void forgotten() {
        forgotten.increment();
    }

    void standstill() {
        standstills.increment();
    }

    @Override
    public void closed(Cierre cierre) {
        registry.counter("cargue.push.viewers.closed", "code", String.valueOf(cierre.code()))
                .increment();
    }
}
