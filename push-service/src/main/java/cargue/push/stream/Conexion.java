package cargue.push.stream;

import cargue.contract.Rol;
import cargue.push.OwnedBy;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Viewer;
import cargue.push.viewer.ViewerSocket;
import cargue.push.wire.CodigoError;
import cargue.push.wire.SseMessages;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import cargue.push.wire.V1Messages.Hello;
import cargue.push.wire.V1Messages.Modo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One open connection and what it follows. Decides what its viewer is sent next: a refusal, a sign of life, then what is
 * due of each vendedor in turn. Public methods may be called from any thread; all else is the stream's.
 */
@OwnedBy(PushStream.THREAD)
public final class Conexion {

    /** Vendedores that are named of those that it follows. */
    private static final int MAX_SHOWN = 20;

    /** Refusals that may wait for a client that does not read them; with one more it is closed. */
    private static final int MAX_ERRORS = 64;

    private final Formato formato;
    private final Origen origen;
    private final Viewer viewer;
    private final StreamRules rules;
    private final Map<String, Suscripcion> suscripciones = new LinkedHashMap<>();
    private final ArrayDeque<Suscripcion> due = new ArrayDeque<>();
    private final ArrayDeque<Texto> errors = new ArrayDeque<>();
    private boolean latidoDue;
    private boolean greeted;
    private Atraso.@Nullable Kind saidAtraso;
    private long sentAt;
    private long latidoAt;
    private Quien quien;
    private Instant expira;

    /**
     * Where it comes from.
     *
     * @param id its number in this process
     * @param desde when it opened, milliseconds since 1970
     */
    record Origen(long id, long desde) {}

    Conexion(Formato formato, ViewerSocket socket, Origen origen, Quien quien, Instant expira, StreamRules rules) {
        this.formato = formato;
        this.origen = origen;
        this.quien = quien;
        this.expira = expira;
        this.rules = rules;
        this.viewer = new Viewer(socket, rules.viewers());
        this.sentAt = rules.now();
        this.latidoAt = sentAt;
        viewer.feedFrom(this::next);
    }

    /** Something was read from the peer. */
    public void onRead() {
        viewer.onRead();
    }

    /** The connection has ended. */
    public void onClosed() {
        viewer.onClosed();
    }

    /** Closes the connection without a farewell. */
    public void close(Cierre cierre) {
        viewer.close(cierre);
    }

    Formato formato() {
        return formato;
    }

    /** When its token ends. */
    Instant expira() {
        return expira;
    }

    void renew(Rol rol, Instant until) {
        quien = Quien.of(quien.sub(), rol, quien.direccion());
        expira = until;
    }

    /** Its number in this process. */
    long id() {
        return origen.id();
    }

    /** As those who look after the node are shown it. */
    Vista.Espectador show(@Nullable String vendedorId) {
        Suscripcion asked = vendedorId == null ? null : suscripciones.get(vendedorId);
        return new Vista.Espectador(
                origen.id(),
                quien,
                formato,
                Instant.ofEpochMilli(origen.desde()),
                suscripciones.keySet().stream().limit(MAX_SHOWN).toList(),
                suscripciones.size(),
                queuedBytes(),
                asked == null ? null : asked.posicion());
    }

    /** Sends it away; it may come back at once. Returns false when it is going already. */
    boolean kick() {
        boolean there = isOpen();
        dismiss(Cierre.REINICIO, 0L);
        return there;
    }

    boolean isForMany() {
        return formato == Formato.V1_MANY;
    }

    boolean isOpen() {
        return viewer.isOpen();
    }

    Collection<Suscripcion> suscripciones() {
        return suscripciones.values();
    }

    /** Adds what is followed; nothing was of that vendedor. */
    void put(Suscripcion suscripcion) {
        suscripciones.put(suscripcion.vendedor().id(), suscripcion);
        latidoDue |= formato == Formato.SSE; // at once, so that the client sees its stream open
    }

    @Nullable
    Suscripcion remove(String vendedorId) {
        Suscripcion before = suscripciones.remove(vendedorId);
        if (before != null) {
            due.remove(before);
        }
        return before;
    }

    boolean follows(String vendedorId) {
        return suscripciones.containsKey(vendedorId);
    }

    void pump(Suscripcion suscripcion) {
        if (!suscripcion.queued) {
            suscripcion.queued = true;
            due.add(suscripcion);
        }
        viewer.pump();
    }

    /** Tells the client that it was refused something. */
    void refuse(CodigoError codigo, @Nullable String vendedorId) {
        rules.counters().refused(codigo);
        if (!formato.isV1()) {
            return; // who knows only check_update is told nothing else
        }
        if (errors.size() >= MAX_ERRORS) {
            dismiss(Cierre.DEMASIADOS_MENSAJES);
            return;
        }
        errors.add(V1Messages.error(codigo, vendedorId));
        viewer.pump();
    }

    /** Closes the connection with a farewell, where the form has one. */
    void dismiss(Cierre cierre) {
        dismiss(cierre, rules.returnAfterMs(cierre));
    }

    private void dismiss(Cierre cierre, @Nullable Long returnAfterMs) {
        if (formato.isV1()) {
            viewer.close(cierre, V1Messages.adios(cierre.reason(), returnAfterMs));
        } else {
            viewer.close(cierre);
        }
    }

    private @Nullable Texto next() {
        Texto next = choose();
        if (next != null) {
            sentAt = rules.now();
        }
        return next;
    }

    private @Nullable Texto choose() {
        Texto error = greeted || isForMany() ? errors.poll() : null; // hello is the first message
        if (error != null) {
            return error;
        }
        Texto latido = latidoDue ? latido() : null;
        if (latido != null) {
            latidoDue = false;
            return latido;
        }
        for (Suscripcion first = due.peek(); first != null; first = due.peek()) {
            Texto texto = first.next();
            due.remove();
            if (texto != null) {
                due.add(first); // the others have their turn before its next
                return texto;
            }
            first.queued = false;
        }
        return null;
    }

    /** Counts what a following's next message tells. */
    void delivered(int rows, int merged, long ocurridoEn) {
        rules.counters().delivered(rows, merged, ocurridoEn);
    }

    /** Counts how a following that came with a position goes on. */
    void resumed(Modo modo) {
        rules.counters().resumed(modo);
    }

    /** Bytes of its message that the network has not taken; 0 when its socket is free. */
    int queuedBytes() {
        return viewer.queuedBytes();
    }

    Texto hello(String vendedorId, @Nullable UUID epoca, long seq, Modo modo, @Nullable LocalDate fechaDesde) {
        Long atraso = rules.atraso();
        greeted = true;
        saidAtraso = Atraso.Kind.of(atraso);
        rules.counters().greeted(modo);
        return V1Messages.hello(new Hello(
                vendedorId, epoca, seq, modo, fechaDesde, rules.latido().toSeconds(), atraso));
    }

    /** Null when the client of one vendedor could only misunderstand it: within a snapshot. */
    private @Nullable Texto latido() {
        if (formato == Formato.SSE) {
            return SseMessages.KEEP_ALIVE;
        }
        Map<String, Long> posiciones = new LinkedHashMap<>();
        suscripciones.forEach((id, suscripcion) -> {
            Long told = suscripcion.told();
            if (told != null) {
                posiciones.put(id, told);
            }
        });
        if (!isForMany() && posiciones.isEmpty()) {
            return null;
        }
        Long atraso = rules.atraso();
        saidAtraso = Atraso.Kind.of(atraso);
        latidoAt = rules.now();
        return isForMany()
                ? V1Messages.latido(posiciones, atraso)
                : V1Messages.latido(posiciones.values().iterator().next(), atraso);
    }

    /** Does what time demands; returns false when the connection has ended. */
    boolean tend(Atraso.Kind atraso) {
        // What is sent of one vendedor tells nothing of another, so that many have theirs whatever else is sent.
        long silentSince = isForMany() ? latidoAt : sentAt;
        boolean quiet = rules.now() - silentSince >= rules.quiet().toNanos();
        boolean turned = formato.isV1() && saidAtraso != null && saidAtraso != atraso;
        if (formato != Formato.PLAIN && (quiet || turned)) {
            latidoDue = true;
        }
        viewer.pump();
        return viewer.tend();
    }
}
