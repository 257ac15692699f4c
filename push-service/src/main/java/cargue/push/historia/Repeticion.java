package cargue.push.historia;

import cargue.push.OwnedBy;
import cargue.push.PushSettings;
import cargue.push.entrada.MessagePace;
import cargue.push.entrada.Sesion;
import cargue.push.viewer.Pulso;
import cargue.push.wire.CodigoError;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages;
import cargue.seguridad.Permiso;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One open replay. {@link #tick} does all the sending, from the replays' one thread, one message at a time and the next
 * only when the network took the last; the other methods only leave word for it, from any thread.
 */
final class Repeticion {

    /** Orders that may wait for the next tick: more than a second's allowance. */
    private static final int MAX_ORDERS = 64;

    private static final Texto INVALID = V1Messages.error(
            CodigoError.MENSAJE_INVALIDO.name(),
            "Mensaje no válido: debe ser seek con ocurrido_en, pause, play, speed con velocidad de 1 a 3600, o auth con"
                    + " token.");
    private static final Texto NOT_ALLOWED = V1Messages.error(CodigoError.NO_PERMITIDO, null);
    private static final Texto TOO_MANY = V1Messages.error(CodigoError.DEMASIADOS_MENSAJES, null);

    private final Enlace enlace;
    private final DiaPedido dia;
    private final Sesion sesion;
    private final HistoriaSettings settings;
    private final PushSettings push;
    private final LongSupplier nanos;
    private final Clock clock;
    private final JsonMapper json;

    private final BlockingQueue<Orden> orders = new ArrayBlockingQueue<>(MAX_ORDERS);
    private final AtomicReference<@Nullable Jornada> loaded = new AtomicReference<>();

    /** The latest refusal that was not sent yet; of several only the last is. */
    private final AtomicReference<@Nullable Texto> refusal = new AtomicReference<>();

    /** Why it ends, once that is known; the first reason stays. */
    private final AtomicReference<@Nullable Final> ending = new AtomicReference<>();

    private final Pulso pulso;
    private volatile boolean sending;
    private volatile long sendingSince;
    private volatile boolean gone;

    /** Guarded by this object. */
    private final MessagePace pace;

    @OwnedBy(Repeticiones.THREAD)
    private @Nullable Reproductor reproductor;

    @OwnedBy(Repeticiones.THREAD)
    private long toldAt;

    @OwnedBy(Repeticiones.THREAD)
    private boolean saidLast;

    @OwnedBy(Repeticiones.THREAD)
    private boolean closing;

    @OwnedBy(Repeticiones.THREAD)
    private long closingSince;

    Repeticion(
            Enlace enlace,
            DiaPedido dia,
            Sesion sesion,
            MessagePace pace,
            HistoriaSettings settings,
            PushSettings push,
            LongSupplier nanos,
            Clock clock,
            JsonMapper json) {
        this.enlace = enlace;
        this.dia = dia;
        this.sesion = sesion;
        this.pace = pace;
        this.settings = settings;
        this.push = push;
        this.nanos = nanos;
        this.clock = clock;
        this.json = json;
        long now = nanos.getAsLong();
        this.pulso = new Pulso(push, now);
    }

    /** The day is read; it begins to play. */
    void onLoaded(Jornada jornada) {
        loaded.set(jornada);
    }

    /** Ends it, after what is being sent, in this way, unless it ends already. */
    void end(Final how) {
        ending.compareAndSet(null, how);
    }

    /** Whether somebody is still there, and nothing has ended it. */
    boolean isWanted() {
        return !gone && ending.get() == null;
    }

    /** Something that is no message came. */
    void onRead() {
        pulso.onRead(nanos.getAsLong());
    }

    /** A text message came, of no more than the allowed length. */
    void onText(String text) {
        long now = nanos.getAsLong();
        pulso.onRead(now);
        switch (count(now)) {
            case FINE -> obey(Orden.read(text, json));
            case REFUSED -> refusal.set(TOO_MANY);
            case SILENTLY_REFUSED -> {}
            case OVER -> end(Final.DEMASIADOS_MENSAJES);
        }
    }

    private synchronized MessagePace.Finding count(long now) {
        return pace.next(now);
    }

    private void obey(@Nullable Orden orden) {
        if (orden == null) {
            onUnreadable();
        } else if (orden instanceof Orden.Auth auth) {
            renew(auth.token());
        } else if (!orders.offer(orden)) {
            refusal.set(TOO_MANY);
        }
    }

    private void renew(String token) {
        if (!sesion.renew(token)) {
            refusal.set(NOT_ALLOWED);
        } else if (!sesion.identidad().puede(Permiso.VER, dia.vendedorId())) {
            end(Final.NO_PERMITIDO);
        }
    }

    /** A message came that is no text, or no order. */
    void onUnreadable() {
        onRead();
        refusal.set(INVALID);
    }

    /** The connection has ended. */
    void onGone() {
        gone = true;
    }

    /** Cuts the connection. */
    void disconnect() {
        gone = true;
        enlace.disconnect();
    }

    /**
     * Does what is due: obeys, sends, pings, ends.
     *
     * @return false when the connection has ended
     */
    boolean tick() {
        long now = nanos.getAsLong();
        if (gone) {
            return false;
        }
        if (closing) {
            if (reached(now - closingSince, push.closeTimeout())) {
                disconnect();
            }
            return !gone;
        }
        if (sesion.isOver(clock.instant())) {
            end(Final.NO_AUTENTICADO);
        }
        drain(now);
        if (sending) {
            pulso.busy(now);
            if (reached(now - sendingSince, push.stallTimeout())) {
                close(Final.ATASCO, now);
            }
        } else {
            turn(now);
        }
        return !gone;
    }

    private void drain(long now) {
        Jornada jornada = loaded.getAndSet(null);
        if (jornada != null) {
            reproductor = new Reproductor(jornada, dia.velocidad(), now);
            toldAt = now;
        }
        Reproductor player = reproductor;
        if (player == null) {
            return; // orders wait until there is a day
        }
        for (Orden orden = orders.poll(); orden != null; orden = orders.poll()) {
            toldAt = now;
            if (orden instanceof Orden.Seek seek) {
                player.seek(seek.ocurridoEn(), now);
            } else if (orden instanceof Orden.Speed speed) {
                player.speed(speed.velocidad(), now);
            } else if (orden instanceof Orden.Pause) {
                player.pause(now);
            } else {
                player.play(now);
            }
        }
    }

    private void turn(long now) {
        Final how = ending.get();
        if (how != null) {
            endBy(how, now);
            return;
        }
        Texto next = next(now);
        if (next != null) {
            send(next, now);
            return;
        }
        Reproductor player = reproductor;
        if (player != null && player.isOver(now)) {
            end(Final.FIN);
        } else if (player != null && player.isPaused() && reached(now - toldAt, settings.replayIdle())) {
            end(Final.INACTIVIDAD);
        } else {
            listen(now);
        }
    }

    /** The parts of a snapshot stay together, so a refusal waits for the last. */
    private @Nullable Texto next(long now) {
        Reproductor player = reproductor;
        Texto next = player == null ? null : player.next(now);
        return next == null ? refusal.getAndSet(null) : next;
    }

    private void endBy(Final how, long now) {
        Texto ultimo = how.ultimo();
        if (ultimo != null && !saidLast) {
            saidLast = true;
            send(ultimo, now);
        } else {
            close(how, now);
        }
    }

    private void listen(long now) {
        switch (pulso.idle(now)) {
            case PING -> enlace.ping();
            case DEAD -> close(Final.SIN_RESPUESTA, now);
            case FINE -> {}
        }
    }

    private void send(Texto texto, long now) {
        sendingSince = now;
        sending = true;
        enlace.send(texto, () -> sending = false, this::disconnect);
    }

    private void close(Final how, long now) {
        closing = true;
        closingSince = now;
        end(how);
        enlace.close(how.code(), how.reason());
    }

    private static boolean reached(long nanos, Duration limit) {
        return nanos >= limit.toNanos();
    }
}
