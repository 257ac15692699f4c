package cargue.push.historia;

import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Plays a day: tells at any moment of real time which message is due. Nothing queues: who asks late gets the latest state
 * of each row in fewer messages. Knows no connection, no thread and no clock; {@code now} is nanoseconds that only go on.
 * One thread.
 */
final class Reproductor {

    private final Jornada jornada;
    private final Queue<Texto> parts = new ArrayDeque<>();
    private Estado estado;

    /** How many steps of the day {@link #estado} has. */
    private int done;

    /** Where a seek went that {@link #estado} does not show yet. */
    private @Nullable Instant sought;

    private boolean snapshotDue = true;
    private boolean playing = true;
    private int velocidad;

    /** At {@link #anchor} of real time the day's clock showed {@link #at}. */
    private Instant at;

    private long anchor;

    Reproductor(Jornada jornada, int velocidad, long now) {
        this.jornada = jornada;
        this.velocidad = velocidad;
        this.estado = jornada.base().copy();
        this.at = jornada.inicio();
        this.anchor = now;
    }

    /** What the day's clock shows, up to its end. */
    Instant time(long now) {
        if (!playing) {
            return at;
        }
        Duration left = Duration.between(at, jornada.fin());
        // Cut before it is multiplied: a day played as fast as can be stays far below what a long holds.
        long passed = Math.min(now - anchor, left.toNanos());
        Duration played = Duration.ofNanos(passed * velocidad);
        return played.compareTo(left) < 0 ? at.plus(played) : jornada.fin();
    }

    boolean isPaused() {
        return !playing;
    }

    /** Whether the day was played to its end and every message was given. */
    boolean isOver(long now) {
        return playing
                && parts.isEmpty()
                && !snapshotDue
                && done == jornada.pasos().size()
                && isAtEnd(now);
    }

    private boolean isAtEnd(long now) {
        return !time(now).isBefore(jornada.fin());
    }

    void pause(long now) {
        hold(now);
        playing = false;
    }

    void play(long now) {
        hold(now);
        playing = true;
    }

    void speed(int faster, long now) {
        hold(now);
        velocidad = faster;
    }

    private void hold(long now) {
        at = time(now);
        anchor = now;
    }

    /** Goes to a moment of the day, or to its nearer end; a snapshot of what was then follows. */
    void seek(Instant to, long now) {
        at = to.isBefore(jornada.inicio()) ? jornada.inicio() : to.isAfter(jornada.fin()) ? jornada.fin() : to;
        anchor = now;
        sought = at;
        snapshotDue = true;
    }

    /** Only when its snapshot can be sent: of many seeks only the last costs anything. */
    private void rewind(Instant to) {
        estado = jornada.base().copy();
        done = 0;
        // At 00:00 nothing of the day has happened; at any later moment all that happened up to it.
        if (to.isAfter(jornada.inicio())) {
            applyAllUntil(to);
        }
    }

    private void applyAllUntil(Instant until) {
        while (isDue(until)) {
            estado.apply(jornada.pasos().get(done));
            done++;
        }
    }

    private boolean isDue(Instant until) {
        return done < jornada.pasos().size() && !jornada.pasos().get(done).en().isAfter(until);
    }

    /** The next message; null when nothing is due. The parts of a snapshot follow each other with nothing between. */
    @Nullable
    Texto next(long now) {
        if (parts.isEmpty()) {
            Instant until = time(now);
            if (sought != null) {
                rewind(sought);
                sought = null;
            }
            if (!snapshotDue && isDue(until)) {
                Texto checks = checks(until);
                if (checks != null) {
                    return checks;
                }
                // All rows were replaced: only a snapshot can tell that one vanished.
                applyAllUntil(until);
                snapshotDue = true;
            }
            if (snapshotDue) {
                snapshotDue = false;
                parts.addAll(V1Messages.snapshot(null, estado.seq(), Fila.json(estado.rows())));
            }
        }
        return parts.poll();
    }

    /** The changes that are due, as many as one message takes; null when the first is no change of one row. */
    private @Nullable Texto checks(Instant until) {
        long de = estado.seq();
        Map<Fila.Clave, Fila> changed = new LinkedHashMap<>();
        int size = 0;
        while (isDue(until) && jornada.pasos().get(done) instanceof Paso.Cambio cambio) {
            Fila old = changed.remove(cambio.fila().clave());
            int without = old == null ? size : size - old.length();
            int with = without + cambio.fila().length();
            if (with > V1Messages.MAX_ROWS && without > 0) {
                if (old != null) {
                    changed.put(old.clave(), old);
                }
                break;
            }
            changed.put(cambio.fila().clave(), cambio.fila());
            size = with;
            estado.apply(cambio);
            done++;
        }
        return changed.isEmpty() ? null : V1Messages.checks(null, de, estado.seq(), Fila.json(changed.values()));
    }
}
