package cargue.push.stream;

import cargue.push.OwnedBy;
import cargue.push.PushSettings;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.ViewerRules;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What holds for every connection of a node. */
@OwnedBy(PushStream.THREAD)
final class StreamRules {

    /** The thread looks at each connection once in this time; what is promised "within" a time is done so much before. */
    static final Duration SWEEP = Duration.ofSeconds(1);

    private static final long LEAST_SPREAD_MS = 500;
    private static final long MOST_SPREAD_MS = 20_000;
    private static final long OVERLOAD_PAUSE_MS = 1_000;
    private static final long OVERLOAD_SPREAD_MS = 4_000;

    private final PushSettings settings;
    private final ViewerRules viewers;
    private final StreamCounters counters;
    private final StreamGauges gauges;
    private final Trazas trazas;
    private final Atraso atraso;
    private long spreadMs = LEAST_SPREAD_MS;

    StreamRules(
            PushSettings settings,
            ViewerRules viewers,
            StreamCounters counters,
            StreamGauges gauges,
            Trazas trazas,
            Atraso atraso) {
        this.settings = settings;
        this.viewers = viewers;
        this.counters = counters;
        this.gauges = gauges;
        this.trazas = trazas;
        this.atraso = atraso;
    }

    PushSettings settings() {
        return settings;
    }

    ViewerRules viewers() {
        return viewers;
    }

    StreamCounters counters() {
        return counters;
    }

    Trazas trazas() {
        return trazas;
    }

    StreamGauges gauges() {
        return gauges;
    }

    long now() {
        return viewers.nanos().getAsLong();
    }

    Duration latido() {
        return settings.latido();
    }

    /** After so long without a message a sign of life is sent, so that it comes within the promised time. */
    Duration quiet() {
        Duration latest = settings.latido().minus(SWEEP);
        return latest.compareTo(Duration.ZERO) > 0 ? latest : Duration.ZERO;
    }

    /** How many seconds behind the pipeline is; null: not known. */
    @Nullable
    Long atraso() {
        return atraso.seconds(now());
    }

    /** So many connections may have to come back at once: a millisecond each, so that no node is run over. */
    void setConnections(int count) {
        spreadMs = Math.max(LEAST_SPREAD_MS, Math.min(MOST_SPREAD_MS, count));
    }

    /** When one that is sent away should come back; null where nothing is advised. */
    @Nullable
    Long returnAfterMs(Cierre cierre) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return switch (cierre) {
            case REINICIO -> random.nextLong(spreadMs);
            case SOBRECARGA -> OVERLOAD_PAUSE_MS + random.nextLong(OVERLOAD_SPREAD_MS);
            case NO_AUTENTICADO, NO_PERMITIDO, SIN_RESPUESTA, DEMASIADO_GRANDE, DEMASIADOS_MENSAJES -> null;
        };
    }
}
