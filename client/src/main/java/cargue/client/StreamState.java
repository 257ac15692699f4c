package cargue.client;

import cargue.contract.Posicion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's rules for one vendedor, free of input and output: messages go in, rows and a position come out. What is
 * shown moves only by a whole step: a broken or interrupted message leaves rows and position as they were, so that the
 * next connection can go on from there. Not thread-safe.
 */
final class StreamState {

    /** Above all sheets that a vendedor can have (500 rows, 60 sheets of today or later, 7 days); more is broken. */
    static final int MAX_RENGLONES = 100_000;

    private enum Fase {
        HELLO_DUE,
        SNAPSHOT_DUE,
        LIVE
    }

    private Fase fase = Fase.HELLO_DUE;
    private boolean received;
    private @Nullable UUID epoca;
    private long seq;
    private @Nullable LocalDate fechaDesde;
    private Map<Renglon.Clave, Renglon> base = Map.of();
    private final Learnt learnt = new Learnt();

    // The snapshot that is coming in.
    private @Nullable UUID nextEpoca;
    private long nextSeq;
    private int partsSeen;
    private int parts;
    private final List<Renglon> gathered = new ArrayList<>();

    /** Whether everything was received and every change will be. */
    boolean isLive() {
        return fase == Fase.LIVE;
    }

    boolean isReceived() {
        return received;
    }

    /** How far the rows are; empty before the first snapshot and for an empty stream. */
    Optional<Posicion> posicion() {
        return Optional.ofNullable(epoca).map(name -> new Posicion(name, seq));
    }

    @Nullable
    LocalDate fechaDesde() {
        return fechaDesde;
    }

    /** The rows as they are to be shown; never changed afterwards. */
    Map<Renglon.Clave, Renglon> renglones() {
        return Collections.unmodifiableMap(learnt.over(base));
    }

    /** The connection is gone, or the vendedor was asked for anew: the next message counts from a hello on. */
    void lost() {
        fase = Fase.HELLO_DUE;
        forgetParts();
    }

    /** The server does not take the position: the next connection asks for all rows. */
    void forgetPosicion() {
        epoca = null;
        seq = 0;
    }

    Efecto hello(Mensaje.Hello hello) {
        forgetParts();
        if (hello.isDelta()) {
            if (epoca == null || !epoca.equals(hello.epoca()) || hello.seq() > seq) {
                return new Efecto.Broken("a delta from " + hello.epoca() + ":" + hello.seq() + " at " + this);
            }
            fase = Fase.LIVE;
        } else {
            fase = Fase.SNAPSHOT_DUE;
            nextEpoca = hello.epoca();
            nextSeq = hello.seq();
        }
        fechaDesde = hello.fechaDesde();
        return dropGoneDays();
    }

    private Efecto dropGoneDays() {
        LocalDate first = fechaDesde;
        if (first == null) {
            return Efecto.NADA;
        }
        learnt.dropBefore(first);
        Map<Renglon.Clave, Renglon> next = new HashMap<>(base);
        if (!next.keySet().removeIf(clave -> clave.fecha().isBefore(first))) {
            return Efecto.NADA;
        }
        base = next;
        return Efecto.REPLACED;
    }

    boolean isHelloDue() {
        return fase == Fase.HELLO_DUE;
    }

    Efecto snapshot(Mensaje.Snapshot part) {
        if (fase == Fase.HELLO_DUE) {
            return Efecto.NADA;
        }
        if (fase == Fase.LIVE) { // unannounced, of the numbering that there is
            nextEpoca = epoca;
            fase = Fase.SNAPSHOT_DUE;
        }
        boolean fits = part.parte() == partsSeen + 1
                && (part.parte() == 1 || (part.seq() == nextSeq && part.partes() == parts));
        if (!fits || gathered.size() + part.checks().size() > MAX_RENGLONES) {
            forgetParts();
            return new Efecto.Broken("part " + part.parte() + " of " + part.partes() + " of a snapshot does not fit");
        }
        nextSeq = part.seq();
        parts = part.partes();
        partsSeen++;
        gathered.addAll(part.checks());
        return partsSeen == parts ? replace() : Efecto.NADA;
    }

    private Efecto replace() {
        Map<Renglon.Clave, Renglon> next = new HashMap<>();
        gathered.forEach(renglon -> next.put(renglon.clave(), renglon));
        forgetParts();
        base = next;
        epoca = nextEpoca;
        seq = nextSeq;
        posicion().ifPresent(learnt::reached);
        fase = Fase.LIVE;
        received = true;
        return Efecto.REPLACED;
    }

    private void forgetParts() {
        gathered.clear();
        partsSeen = 0;
        parts = 0;
    }

    Efecto checks(Mensaje.Checks checks) {
        if (fase == Fase.HELLO_DUE) {
            return Efecto.NADA;
        }
        if (fase == Fase.SNAPSHOT_DUE || epoca == null) {
            return new Efecto.Broken("changes where a snapshot is due");
        }
        if (checks.a() <= seq) {
            return Efecto.NADA;
        }
        if (checks.de() > seq) {
            return new Efecto.Broken("lost: changes after " + checks.de() + " at " + this);
        }
        Map<Renglon.Clave, Renglon> next = merged(checks.checks());
        if (next.size() > MAX_RENGLONES) {
            return new Efecto.Broken("more than " + MAX_RENGLONES + " rows");
        }
        Map<Renglon.Clave, @Nullable Renglon> before = new LinkedHashMap<>();
        checks.checks().forEach(renglon -> before.put(renglon.clave(), shown(renglon.clave())));
        learnt.claves().forEach(clave -> before.put(clave, shown(clave)));
        base = next;
        seq = checks.a();
        posicion().ifPresent(learnt::reached);
        return changedSince(before);
    }

    private Map<Renglon.Clave, Renglon> merged(List<Renglon> renglones) {
        if (renglones.isEmpty()) {
            return base;
        }
        Map<Renglon.Clave, Renglon> next = new HashMap<>(base);
        renglones.forEach(renglon -> next.merge(
                renglon.clave(), renglon, (was, is) -> is.posicion().compareTo(was.posicion()) > 0 ? is : was));
        return next;
    }

    Efecto latido(long sent) {
        long expected = fase == Fase.SNAPSHOT_DUE ? nextSeq : seq;
        return fase != Fase.HELLO_DUE && sent > expected
                ? new Efecto.Broken("lost: everything up to " + sent + " was sent, received is " + expected)
                : Efecto.NADA;
    }

    Efecto respuesta(Respuesta respuesta) {
        boolean known =
                posicion().filter(p -> p.compareTo(respuesta.posicion()) >= 0).isPresent();
        LocalDate first = fechaDesde;
        if (known || (first != null && respuesta.fecha().isBefore(first))) {
            return Efecto.NADA;
        }
        Map<Renglon.Clave, @Nullable Renglon> before = new LinkedHashMap<>();
        before.put(respuesta.clave(), shown(respuesta.clave()));
        learnt.add(respuesta);
        return changedSince(before);
    }

    private @Nullable Renglon shown(Renglon.Clave clave) {
        return learnt.over(clave, base.get(clave));
    }

    private Efecto changedSince(Map<Renglon.Clave, @Nullable Renglon> before) {
        List<Renglon> changed = new ArrayList<>();
        before.forEach((clave, was) -> {
            Renglon is = shown(clave);
            if (is != null && !Objects.equals(is, was)) {
                changed.add(is);
            }
        });
        return Efecto.changed(changed);
    }

    @Override
    public String toString() {
        return epoca + ":" + seq;
    }
}
