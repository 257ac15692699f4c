package cargue.push.stream;

import cargue.push.viewer.Cierre;
import cargue.push.viewer.ViewerRules;
import cargue.push.wire.CodigoError;
import cargue.push.wire.V1Messages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Counts what should be rare, and what viewers get and when. Any thread. */
@Component
final class StreamCounters implements ViewerRules.Events {

    private final MeterRegistry registry;
    private final Counter unreadable;
    private final Counter repeated;
    private final Counter oldEpoca;
    private final Counter otherId;
    private final Counter reloads;
    private final Counter delivered;
    private final Counter conflated;
    private final Map<V1Messages.Modo, Counter> hellos = new EnumMap<>(V1Messages.Modo.class);
    private final Map<V1Messages.Modo, Counter> resumes = new EnumMap<>(V1Messages.Modo.class);
    private final Timer arrival;
    private final Timer delivery;
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
        delivered = registry.counter("cargue.push.changes.delivered");
        conflated = registry.counter("cargue.push.changes.conflated");
        arrival = histogram("cargue.push.arrival");
        delivery = histogram("cargue.push.delivery");
        failures = registry.counter("cargue.push.failures");
        forgotten = registry.counter("cargue.push.ring.forgotten");
        standstills = registry.counter("cargue.push.standstills");
        // Told as 0 before their first: who watches the rise of a counter would not see it appear with 1.
        for (V1Messages.Modo modo : V1Messages.Modo.values()) {
            String name = modo.name().toLowerCase(Locale.ROOT);
            hellos.put(modo, registry.counter("cargue.push.hellos", "modo", name));
            resumes.put(modo, registry.counter("cargue.push.resumes", "outcome", name));
        }
        List.of("loading", "reread", "accepted").forEach(this::holes);
        List.of(Cierre.values()).forEach(this::closings);
        List.of(CodigoError.values()).forEach(this::refusals);
    }

    private Timer histogram(String name) {
        return Timer.builder(name)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
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
        holes(kind).increment();
    }

    private Counter holes(String kind) {
        return registry.counter("cargue.push.holes", "kind", kind);
    }

    /** An event was read while the stream was live. */
    void arrived(Instant ocurridoEn) {
        arrival.record(Math.max(0, System.currentTimeMillis() - ocurridoEn.toEpochMilli()), TimeUnit.MILLISECONDS);
    }

    /**
     * A viewer's socket was given so many rows, in the place of so many more of which a later one went.
     *
     * @param ocurridoEn of the oldest change in it, ms; {@link Tramo#NEVER}: of none that happened while it watched
     */
    void delivered(int rows, int merged, long ocurridoEn) {
        delivered.increment(rows);
        if (merged > 0) {
            conflated.increment(merged);
        }
        if (ocurridoEn != Tramo.NEVER) {
            delivery.record(Math.max(0, System.currentTimeMillis() - ocurridoEn), TimeUnit.MILLISECONDS);
        }
    }

    /** A client was told how its stream goes on. */
    void greeted(V1Messages.Modo modo) {
        Objects.requireNonNull(hellos.get(modo)).increment();
    }

    /** A client came with a position. */
    void resumed(V1Messages.Modo modo) {
        Objects.requireNonNull(resumes.get(modo)).increment();
    }

    /** A client's message was refused; requests are counted under the same name by their own code. */
    void refused(CodigoError codigo) {
        refusals(codigo).increment();
    }

    private Counter refusals(CodigoError codigo) {
        return registry.counter("cargue.push.refused", "codigo", codigo.name());
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
        closings(cierre).increment();
    }

    private Counter closings(Cierre cierre) {
        return registry.counter("cargue.push.viewers.closed", "code", String.valueOf(cierre.code()));
    }
}
