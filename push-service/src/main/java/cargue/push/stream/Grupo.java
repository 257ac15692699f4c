package cargue.push.stream;

import cargue.push.OwnedBy;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Renglon;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those who follow the same sheets of a vendedor in {@code cargue.v1}, and the messages that they share. Everyone in it
 * is at {@link #told} or further, but for those whose socket is not free or who resumed from behind: for them a message
 * is made from their own position when they can take it.
 */
@OwnedBy("push-stream")
final class Grupo {

    /** @param named whether its messages name the vendedor: on a connection that follows many */
    record Key(Filtro filtro, boolean named) {}

    /** All rows as of a position. */
    record Snapshot(long seq, List<Texto> parts) {}

    private static final long UNMOVED = Long.MIN_VALUE;

    private final Vendedor vendedor;
    private final Key key;
    private final Set<V1Suscripcion> members = new HashSet<>();

    /** How far the group has been sent everything. */
    private long told;

    private List<Tramo> shared = List.of();
    private boolean changed;
    private long movedSince = UNMOVED;
    private @Nullable Snapshot snapshot;

    Grupo(Vendedor vendedor, Key key) {
        this.vendedor = vendedor;
        this.key = key;
        this.told = vendedor.head();
    }

    Key key() {
        return key;
    }

    void add(V1Suscripcion member) {
        members.add(member);
    }

    void remove(V1Suscripcion member) {
        members.remove(member);
        if (members.isEmpty()) {
            vendedor.remove(this);
        }
    }

    int size() {
        return members.size();
    }

    /** How many were given everything up to a seq. */
    int countAt(long seq) {
        int count = 0;
        for (V1Suscripcion member : members) {
            count += member.isAt(seq) ? 1 : 0;
        }
        return count;
    }

    /** The rows asked for as of now, at least one message; those who join at one position share it. */
    Snapshot snapshot(@Nullable Numeracion numeracion) {
        long head = vendedor.head();
        Snapshot current = snapshot;
        if (current == null || current.seq() != head) {
            List<byte[]> rows = numeracion == null
                    ? List.of()
                    : numeracion.filas().changed(key.filtro()::sigue, 0).stream()
                            .map(Fila::row)
                            .toList();
            current = new Snapshot(head, V1Messages.snapshot(name(), head, rows));
            snapshot = current;
        }
        return current;
    }

    void changed(Fila fila) {
        changed |= key.filtro().sigue(fila.renglon().fecha(), fila.renglon().dia());
    }

    /** Sends the changes since the last time to all whose socket is free. */
    void flush() {
        Numeracion numeracion = vendedor.actual();
        if (numeracion == null || !changed) {
            return;
        }
        List<Tramo> tramos = new ArrayList<>();
        for (long from = told; from < numeracion.seq(); ) {
            Tramo tramo = next(numeracion, from);
            if (tramo == null) {
                break; // too much for messages: each member is given a snapshot
            }
            tramos.add(tramo);
            from = tramo.a();
        }
        share(tramos, numeracion.seq());
    }

    /** When only other sheets changed, the position moves with an empty message, not with each change. */
    void sweep(long now, long patience) {
        long head = vendedor.head();
        if (told == head || vendedor.actual() == null) {
            movedSince = UNMOVED;
        } else if (movedSince == UNMOVED) {
            movedSince = now;
        } else if (now - movedSince >= patience) {
            share(List.of(tramo(told, head, List.of(), 0, Tramo.NEVER)), head);
        }
    }

    private void share(List<Tramo> tramos, long head) {
        shared = tramos;
        told = head;
        changed = false;
        movedSince = UNMOVED;
        snapshot = null;
        members.forEach(Suscripcion::pump);
    }

    /** What was sent before is no base for what follows. */
    void restart() {
        shared = List.of();
        told = vendedor.head();
        changed = false;
        movedSince = UNMOVED;
        snapshot = null;
        members.forEach(V1Suscripcion::restart);
    }

    /** What one who is at a position is to be sent next; null: so much that it must be given a snapshot. */
    @Nullable
    Tramo after(Numeracion numeracion, long posicion) {
        for (Tramo tramo : shared) {
            if (tramo.fits(posicion)) {
                return tramo;
            }
        }
        return next(numeracion, posicion);
    }

    /** Whether one who is at a position has been sent all that the others have. */
    boolean isTold(long posicion) {
        return posicion >= told;
    }

    private @Nullable Tramo next(Numeracion numeracion, long from) {
        return numeracion.anillo().covers(from) ? fromRing(numeracion, from) : fromRows(numeracion, from);
    }

    /** The changes one after the other, as many as one message takes; of each row only the latest state. */
    private Tramo fromRing(Numeracion numeracion, long from) {
        LinkedHashMap<Renglon, Fila> rows = new LinkedHashMap<>();
        int size = 0;
        int merged = 0;
        long oldest = Tramo.NEVER;
        long to = from;
        while (to < numeracion.seq()) {
            Fila fila = numeracion.anillo().get(to + 1);
            if (fila != null
                    && key.filtro().sigue(fila.renglon().fecha(), fila.renglon().dia())) {
                Fila superfluous = rows.get(fila.renglon());
                int grown = size + length(fila) - (superfluous == null ? 0 : length(superfluous));
                if (grown > V1Messages.MAX_ROWS && !rows.isEmpty()) {
                    break;
                }
                size = grown;
                merged += superfluous == null ? 0 : 1;
                // Removed first, so that a row's latest state has its place by seq.
                rows.remove(fila.renglon());
                rows.put(fila.renglon(), fila);
                oldest = Math.min(oldest, ocurridoEn(fila));
            }
            to++;
        }
        return tramo(from, to, List.copyOf(rows.values()), merged, oldest);
    }

    /** Further back than the ring reaches, the rows themselves tell what has changed; in one message or not at all. */
    private @Nullable Tramo fromRows(Numeracion numeracion, long from) {
        List<Fila> rows = numeracion.filas().changed(key.filtro()::sigue, from);
        int size = rows.stream().mapToInt(Grupo::length).sum();
        if (size > V1Messages.MAX_ROWS) {
            return null;
        }
        // Of what was between nothing is known but its number, which other sheets' changes may be part of.
        int merged = key.filtro().isOpen() ? (int) (numeracion.seq() - from - rows.size()) : 0;
        long oldest = rows.stream().mapToLong(Grupo::ocurridoEn).min().orElse(Tramo.NEVER);
        return tramo(from, numeracion.seq(), rows, merged, oldest);
    }

    private static long ocurridoEn(Fila fila) {
        return fila.evento().ocurridoEn().toEpochMilli();
    }

    private static int length(Fila fila) {
        return fila.row().length + 1;
    }

    private Tramo tramo(long de, long a, List<Fila> rows, int merged, long ocurridoEn) {
        Texto texto =
                V1Messages.checks(name(), de, a, rows.stream().map(Fila::row).toList());
        return new Tramo(de, a, rows.size(), merged, ocurridoEn, texto);
    }

    private @Nullable String name() {
        return key.named() ? vendedor.id() : null;
    }
}
