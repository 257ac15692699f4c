package cargue.ingest.cambio;

import cargue.contract.Causa;
import cargue.contract.Posicion;
import cargue.ingest.cambio.Outcome.Nuevo;
import cargue.ingest.cambio.Outcome.Refused;
import cargue.ingest.idempotency.Huella;
import cargue.ingest.planilla.Abiertas.Pedido;
import cargue.ingest.planilla.Estado;
import cargue.ingest.planilla.Hoja;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.planilla.Producto;
import cargue.ingest.planilla.Renglon;
import cargue.seguridad.Permiso;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ticks or unticks one check.
 *
 * @param seqVisto the row's seq that the person saw; null when the app does not tell
 * @param epoca the epoca that seq is of
 */
record CambioCheck(
        Planilla planilla,
        Producto producto,
        Check check,
        boolean value,
        @Nullable Long seqVisto,
        @Nullable UUID epoca,
        @Nullable Instant marcadoEn)
        implements Cambio {

    @Override
    public String call() {
        return check.call();
    }

    @Override
    public Causa causa() {
        return check.causa();
    }

    @Override
    public Permiso permiso() {
        return check == Check.V ? Permiso.PREPARAR : Permiso.DESPACHAR;
    }

    @Override
    public Huella huella() {
        return Huella.of(Arrays.asList(
                planilla.vendedorId(),
                planilla.dia(),
                planilla.fecha(),
                producto.clave(),
                value,
                seqVisto,
                epoca,
                marcadoEn));
    }

    @Override
    public Optional<Pedido> pedido() {
        return Optional.of(new Pedido(planilla, producto));
    }

    /**
     * A check that already stands is no change, so a repeated tap is never refused. What the person could not know is
     * told before the rules of the sheet; unticking is never refused by those.
     */
    @Override
    public Outcome decide(Hoja hoja, Momento momento) {
        Optional<Renglon> found = hoja.renglon(producto);
        if (found.isEmpty()) {
            return Refused.of(Rechazo.PRODUCTO_NO_ENCONTRADO);
        }
        Renglon renglon = found.get();
        Estado estado = renglon.estado();
        if (check.of(estado) == value) {
            return new Outcome.Unchanged(this::body);
        }
        if (changedSinceSeen(renglon.posicion(), momento)) {
            return new Refused(Rechazo.CAMBIO_CONCURRENTE, renglon, 0);
        }
        if (value && check == Check.V && !estado.d()) {
            return Refused.of(Rechazo.CHECK_D_REQUERIDO);
        }
        if (value && estado.total() <= 0) {
            return Refused.of(Rechazo.SIN_CANTIDAD);
        }
        return new Outcome.Accepted(List.of(new Nuevo(producto, check.set(estado, value))), this::body);
    }

    /**
     * An epoca that is the vendedor's but not yet the row's means that the row has not changed since the numbering
     * began anew, so nothing can have been missed.
     */
    private boolean changedSinceSeen(Posicion row, Momento momento) {
        if (epoca != null && !epoca.equals(row.epoca())) {
            return !epoca.equals(momento.epoca());
        }
        return seqVisto != null && row.seq() > seqVisto && !momento.propios().contains(row);
    }

    private Object body(Hoja hoja) {
        return CheckBody.of(hoja.renglon(producto).orElseThrow());
    }

    /** The answer, in the order that apps know. */
    record CheckBody(boolean success, String message, boolean v, boolean d, int total, long seq, UUID epoca) {

        static CheckBody of(Renglon renglon) {
            Estado estado = renglon.estado();
            return new CheckBody(
                    true,
                    "Check actualizado correctamente",
                    estado.v(),
                    estado.d(),
                    estado.total(),
                    renglon.posicion().seq(),
                    renglon.posicion().epoca());
        }
    }
}
