package cargue.push.stream;

import cargue.contract.Dia;
import cargue.push.OwnedBy;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One vendedor: what is known of it, where that was read, and who follows it. */
@OwnedBy("push-stream")
final class Vendedor {

    private final String id;
    private final VendedorState state;
    private final Map<Grupo.Key, Grupo> grupos = new HashMap<>();
    private final Set<PlainSuscripcion> planas = new HashSet<>();

    long lastOffset = -1;
    long rereadFor = -1;
    boolean otherIdSaid;

    /** @param recientes how many of its latest events are kept */
    Vendedor(String id, Recientes recientes) {
        this.id = id;
        this.state = new VendedorState(recientes);
    }

    String id() {
        return id;
    }

    VendedorState state() {
        return state;
    }

    @Nullable
    Numeracion actual() {
        return state.actual();
    }

    /** The seq served; 0 when nothing is known. */
    long head() {
        Numeracion actual = state.actual();
        return actual == null ? 0 : actual.seq();
    }

    void add(PlainSuscripcion suscripcion) {
        planas.add(suscripcion);
    }

    void remove(PlainSuscripcion suscripcion) {
        planas.remove(suscripcion);
    }

    /** The group of those who follow the same sheets in the same form; made when it is the first. */
    Grupo grupo(Grupo.Key key) {
        return grupos.computeIfAbsent(key, k -> new Grupo(this, k));
    }

    void remove(Grupo grupo) {
        grupos.remove(grupo.key(), grupo);
    }

    /** Whether it costs memory for nothing: nothing is known of it and nobody follows it. */
    boolean isIdle() {
        return state.isEmpty() && grupos.isEmpty() && planas.isEmpty();
    }

    /** A row changed; it is sent by {@link #flush}. */
    void changed(Fila fila) {
        grupos.values().forEach(grupo -> grupo.changed(fila));
    }

    /** Sends what has changed since the last time: all changes of a batch of records go together. */
    void flush() {
        grupos.values().forEach(Grupo::flush);
        planas.forEach(Suscripcion::pump);
    }

    /** The rows were replaced, or some changes are missing: what was sent before is no base for what follows. */
    void restart() {
        grupos.values().forEach(Grupo::restart);
        planas.forEach(PlainSuscripcion::restart);
    }

    /** The first event of a vendedor of which nothing was known. */
    void begin() {
        grupos.values().forEach(Grupo::restart);
        planas.forEach(PlainSuscripcion::begin);
    }

    /** How many follow it. */
    int viewers() {
        return grupos.values().stream().mapToInt(Grupo::size).sum() + planas.size();
    }

    /**
     * Those whom a change concerns.
     *
     * @param viewers who follow its sheet
     * @param told how many of them were given everything
     */
    record Audiencia(int viewers, int told) {}

    /** Of a change of a sheet. */
    Audiencia audiencia(LocalDate fecha, Dia dia) {
        long head = head();
        int viewers = 0;
        int told = 0;
        for (Grupo grupo : grupos.values()) {
            if (grupo.key().filtro().sigue(fecha, dia)) {
                viewers += grupo.size();
                told += grupo.countAt(head);
            }
        }
        for (PlainSuscripcion plana : planas) {
            if (plana.filtro().sigue(fecha, dia)) {
                viewers++;
                told += plana.isAt(head) ? 1 : 0;
            }
        }
        return new Audiencia(viewers, told);
    }

    Vista.Cabeza show() {
        Numeracion actual = state.actual();
        return actual == null
                ? new Vista.Cabeza(id, null, 0, viewers())
                : new Vista.Cabeza(id, actual.posicion(), actual.filas().size(), viewers());
    }

    /** Moves the positions of those for whom only other sheets changed since so many nanoseconds. */
    void sweep(long now, long patience) {
        grupos.values().forEach(grupo -> grupo.sweep(now, patience));
        planas.forEach(plana -> plana.sweep(now, patience));
    }
}
