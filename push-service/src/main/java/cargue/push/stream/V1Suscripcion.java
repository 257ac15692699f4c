package cargue.push.stream;

import cargue.contract.Posicion;
import cargue.push.OwnedBy;
import cargue.push.viewer.Filtro;
import cargue.push.wire.Texto;
import cargue.push.wire.V1Messages.Modo;
import java.util.Collections;
import java.util.Iterator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A following in {@code cargue.v1}: hello, snapshot or what came after the client's position, then the changes. */
@OwnedBy("push-stream")
final class V1Suscripcion extends Suscripcion {

    private final Grupo grupo;
    private @Nullable Posicion desde;
    private boolean helloDue = true;
    private Iterator<Texto> parts = Collections.emptyIterator();
    private long posicion;

    /** Up to where it was told of the past; what comes after it happened while it watched. */
    private long past;

    /** @param desde the position that the client has already; null: none */
    V1Suscripcion(Conexion conexion, Vendedor vendedor, Filtro filtro, @Nullable Posicion desde) {
        super(conexion, vendedor, filtro);
        this.desde = desde;
        this.grupo = vendedor.grupo(new Grupo.Key(filtro, conexion.isForMany()));
    }

    @Override
    void start() {
        grupo.add(this);
        pump();
    }

    @Override
    void end() {
        grupo.remove(this);
    }

    /** Numbering starts anew, or something is missing: the client is given all rows again. */
    void restart() {
        helloDue = true;
        desde = null;
        pump();
    }

    @Override
    @Nullable
    Texto next() {
        if (parts.hasNext()) {
            return parts.next();
        }
        if (helloDue) {
            return hello();
        }
        Numeracion numeracion = vendedor().actual();
        if (numeracion == null || posicion >= numeracion.seq()) {
            return null;
        }
        Tramo tramo = grupo.after(numeracion, posicion);
        if (tramo == null) {
            return hello();
        }
        if (tramo.empty() && grupo.isTold(posicion)) {
            return null; // the group's position moves when it moves for all
        }
        conexion().delivered(tramo.rows(), tramo.merged(), posicion >= past ? tramo.ocurridoEn() : Tramo.NEVER);
        posicion = tramo.a();
        return tramo.texto();
    }

    private Texto hello() {
        helloDue = false;
        Numeracion numeracion = vendedor().actual();
        Posicion had = desde;
        desde = null;
        Modo modo;
        if (numeracion != null && had != null && numeracion.continues(had)) {
            modo = Modo.DELTA;
            posicion = had.seq();
        } else {
            modo = Modo.SNAPSHOT;
            Grupo.Snapshot snapshot = grupo.snapshot(numeracion);
            posicion = snapshot.seq();
            parts = snapshot.parts().iterator();
        }
        past = vendedor().head();
        if (had != null) {
            conexion().resumed(modo);
        }
        @Nullable UUID epoca = numeracion == null ? null : numeracion.epoca();
        return conexion().hello(vendedor().id(), epoca, posicion, modo, filtro().desde());
    }

    @Override
    @Nullable
    Long told() {
        return helloDue || parts.hasNext() ? null : posicion;
    }
}
