package cargue.push.stream;

import cargue.push.OwnedBy;
import cargue.push.viewer.Cierre;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** All connections of the node; those that have ended stay until the next {@link #tend}. */
@OwnedBy(PushStream.THREAD)
final class Conexiones {

    private final Set<Conexion> all = new LinkedHashSet<>();

    /** No token ends before; later is possible, since those that ended or were renewed are not searched for. */
    private Instant soonest = Instant.MAX;

    void add(Conexion conexion) {
        all.add(conexion);
        mind(conexion);
    }

    /** A connection's token is another now. */
    void mind(Conexion conexion) {
        if (conexion.expira().isBefore(soonest)) {
            soonest = conexion.expira();
        }
    }

    /** Closes those whose token has ended. */
    void expire(Instant now) {
        if (now.isBefore(soonest)) {
            return;
        }
        soonest = Instant.MAX;
        for (Conexion conexion : all) {
            if (conexion.isOpen() && !conexion.expira().isAfter(now)) {
                conexion.dismiss(Cierre.NO_AUTENTICADO);
            } else if (conexion.isOpen()) {
                mind(conexion);
            }
        }
    }

    /** How long until a token may end: at most the given time, and none when it has ended since the last look. */
    Duration untilExpiry(Instant now, Duration most) {
        if (!now.isBefore(soonest)) {
            return Duration.ZERO;
        }
        return soonest.isBefore(now.plus(most)) ? Duration.between(now, soonest) : most;
    }

    int size() {
        return all.size();
    }

    /** Tells how much the network has not taken yet, and of how many. */
    void tellQueue(StreamGauges gauges) {
        long bytes = 0;
        int viewers = 0;
        for (Conexion conexion : all) {
            int queued = conexion.queuedBytes();
            bytes += queued;
            viewers += queued > 0 ? 1 : 0;
        }
        gauges.queue(bytes, viewers);
    }

    void closeAll(Cierre cierre) {
        all.forEach(conexion -> conexion.dismiss(cierre));
    }

    /** The open one of that number. */
    Optional<Conexion> find(long id) {
        return all.stream()
                .filter(conexion -> conexion.id() == id && conexion.isOpen())
                .findFirst();
    }

    /** By their age. */
    List<Conexion> list() {
        return new ArrayList<>(all);
    }

    /**
     * Gives every connection its turn and forgets those that have ended.
     *
     * @param onEnd is told of each of these
     */
    void tend(Atraso.Kind atraso, Consumer<Conexion> onEnd) {
        all.removeIf(conexion -> {
            boolean ended = !conexion.tend(atraso);
            if (ended) {
                onEnd.accept(conexion);
            }
            return ended;
        });
    }
}
