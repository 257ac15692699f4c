package cargue.faults.client;

import cargue.faults.history.Seen;
import org.jspecify.annotations.Nullable;

/** How far a viewer has one vendedor, as the contract tells a client to follow it. Owned by the viewer's thread. */
final class Shown {

    private volatile @Nullable Place place;
    private @Nullable String helloEpoca;
    private boolean live;

    /** A position. */
    record Place(String epoca, long seq) {}

    @Nullable
    Place place() {
        return place;
    }

    void opened() {
        live = false;
    }

    /** Whether the connection can be trusted still: false tells a loss, after which a client connects anew. */
    boolean take(Seen seen) {
        if (seen instanceof Seen.Hello hello) {
            helloEpoca = hello.epoca();
            live = hello.modo().equals("delta");
        } else if (seen instanceof Seen.Snapshot snapshot) {
            if (snapshot.parte() == snapshot.partes()) {
                moveTo(snapshot.seq());
                live = true;
            }
        } else if (seen instanceof Seen.Checks checks) {
            Place now = place;
            if (!live || now == null || now.seq() < checks.de()) {
                return false;
            }
            if (checks.a() > now.seq()) {
                moveTo(checks.a());
            }
        } else if (seen instanceof Seen.Latido latido) {
            Place now = place;
            return !live || latido.seq() <= (now == null ? 0 : now.seq());
        }
        return true;
    }

    private void moveTo(long seq) {
        String epoca = helloEpoca;
        place = epoca == null ? null : new Place(epoca, seq);
    }
}
