package cargue.push.stream;

import cargue.contract.Posicion;
import cargue.push.OwnedBy;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Filtro;
import cargue.push.wire.PlainMessages;
import cargue.push.wire.SseMessages;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages.Modo;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A following as a row of {@code check_update}: the rows, then each change by itself, in ascending seq. One that falls
 * further behind than the ring reaches gets the latest state of each changed row instead. A plain stream cannot be told
 * that a row vanished, so it ends when all rows are replaced. As server-sent events each block carries the position.
 */
@OwnedBy("push-stream")
final class PlainSuscripcion extends Suscripcion {

    private static final long UNMOVED = Long.MIN_VALUE;

    private final boolean sse;
    private final @Nullable Posicion desde;
    private Iterator<Fila> rows = Collections.emptyIterator();
    private boolean replaying;
    private long posicion;
    private long saidPosicion;
    private boolean sayPosicion;
    private long movedSince = UNMOVED;

    /**
     * A following that has not begun.
     *
     * @param desde the position that the client has already; null: none
     */
    PlainSuscripcion(Conexion conexion, Vendedor vendedor, Filtro filtro, @Nullable Posicion desde, boolean sse) {
        super(conexion, vendedor, filtro);
        this.desde = desde;
        this.sse = sse;
    }

    @Override
    void start() {
        vendedor().add(this);
        Numeracion numeracion = vendedor().actual();
        if (numeracion != null) {
            long had = resume(numeracion);
            rows = numeracion
                    .filas()
                    .changed(sse ? filtro()::sigue : filtro()::repite, had)
                    .iterator();
            replaying = true;
            posicion = numeracion.seq();
            sayPosicion = sse;
        }
        pump();
    }

    /** The seq after which the client lacks everything. */
    private long resume(Numeracion numeracion) {
        Posicion had = desde;
        if (had == null) {
            return 0;
        }
        boolean continues = numeracion.continues(had);
        conexion().resumed(continues ? Modo.DELTA : Modo.SNAPSHOT);
        return continues ? had.seq() : 0;
    }

    @Override
    void end() {
        vendedor().remove(this);
    }

    /** The first event of a vendedor of which nothing was known has come. */
    void begin() {
        posicion = vendedor().head() - 1;
    }

    void restart() {
        conexion().dismiss(Cierre.REINICIO);
    }

    @Override
    @Nullable
    Texto next() {
        Numeracion numeracion = vendedor().actual();
        if (numeracion == null) {
            return null;
        }
        Fila fila = nextFila(numeracion);
        if (fila != null) {
            return message(numeracion, fila);
        }
        if (sayPosicion) {
            saidPosicion = posicion;
            sayPosicion = false;
            return SseMessages.position(new Posicion(numeracion.epoca(), posicion));
        }
        return null;
    }

    private Texto message(Numeracion numeracion, Fila fila) {
        conexion()
                .delivered(
                        1,
                        0,
                        replaying ? Tramo.NEVER : fila.evento().ocurridoEn().toEpochMilli());
        Texto json = replaying ? PlainMessages.replay(fila.live()) : fila.live();
        if (!sse) {
            return json;
        }
        saidPosicion = fila.seq();
        return SseMessages.checkUpdate(json, new Posicion(numeracion.epoca(), fila.seq()));
    }

    private @Nullable Fila nextFila(Numeracion numeracion) {
        while (rows.hasNext()) {
            Fila fila = rows.next();
            // A replay is told as it was; a row that has changed since it was to be caught up with comes again later.
            if (replaying || numeracion.filas().get(fila.renglon()) == fila) {
                return fila;
            }
        }
        replaying = false;
        while (posicion < numeracion.seq()) {
            if (!numeracion.anillo().covers(posicion)) {
                return catchUp(numeracion);
            }
            posicion++;
            Fila fila = numeracion.anillo().get(posicion);
            if (fila != null
                    && filtro().sigue(fila.renglon().fecha(), fila.renglon().dia())) {
                return fila;
            }
        }
        return null;
    }

    private @Nullable Fila catchUp(Numeracion numeracion) {
        List<Fila> changed = numeracion.filas().changed(filtro()::sigue, posicion);
        if (filtro().isOpen()) {
            conexion().delivered(0, (int) (numeracion.seq() - posicion - changed.size()), Tramo.NEVER);
        }
        posicion = numeracion.seq();
        rows = changed.iterator();
        return rows.hasNext() ? rows.next() : null;
    }

    /** When only other sheets changed, the position from which an event stream resumes moves by itself. */
    void sweep(long now, long patience) {
        if (!sse || saidPosicion >= vendedor().head()) {
            movedSince = UNMOVED;
        } else if (movedSince == UNMOVED) {
            movedSince = now;
        } else if (now - movedSince >= patience) {
            movedSince = UNMOVED;
            sayPosicion = true;
            pump();
        }
    }

    @Override
    @Nullable
    Long told() {
        return rows.hasNext() ? null : posicion;
    }
}
