package cargue.system;

import cargue.contract.Posicion;
import cargue.system.V1Rows.V1Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a viewer shows of a vendedor, with the trail of all it has shown. */
final class V1Shown {

    private final Map<String, V1Row> rows = new HashMap<>();
    private final List<Step> trail = new ArrayList<>();
    private @Nullable UUID epoca;
    private long p;
    private @Nullable LocalDate fechaDesde;
    private long fingerprint;

    /** The state at a position, by its fingerprint. */
    record Step(Posicion posicion, @Nullable LocalDate fechaDesde, long fingerprint) {}

    @Nullable
    UUID epoca() {
        return epoca;
    }

    long p() {
        return p;
    }

    /** Null before the first hello and for an empty stream. */
    @Nullable
    Posicion posicion() {
        return epoca == null ? null : new Posicion(epoca, p);
    }

    @Nullable
    LocalDate fechaDesde() {
        return fechaDesde;
    }

    @Nullable
    V1Row row(String key) {
        return rows.get(key);
    }

    List<V1Row> rows() {
        return List.copyOf(rows.values());
    }

    /** By sheet and product, as {@link Table#rows} tells them. */
    Map<String, Table.Row> states() {
        Map<String, Table.Row> states = new HashMap<>();
        rows.forEach((key, row) -> states.put(key, row.state()));
        return states;
    }

    List<Step> trail() {
        return List.copyOf(trail);
    }

    void startsAt(@Nullable LocalDate first) {
        fechaDesde = first;
        removeIf(row -> first != null && row.fecha().isBefore(first));
    }

    void put(V1Row row) {
        V1Row old = rows.put(row.key(), row);
        if (old != null) {
            fingerprint -= V1Rows.fingerprint(old.key(), old.state());
        }
        fingerprint += V1Rows.fingerprint(row.key(), row.state());
    }

    void replace(List<V1Row> all) {
        removeIf(row -> true);
        all.forEach(this::put);
    }

    void moveTo(@Nullable UUID newEpoca, long newP) {
        epoca = newEpoca;
        p = newP;
        Posicion posicion = posicion();
        if (posicion != null) {
            trail.add(new Step(posicion, fechaDesde, fingerprint));
        }
    }

    private void removeIf(Predicate<V1Row> gone) {
        rows.values().removeIf(row -> {
            if (gone.test(row)) {
                fingerprint -= V1Rows.fingerprint(row.key(), row.state());
                return true;
            }
            return false;
        });
    }
}
