package cargue.ingest.cambio;

import cargue.contract.Causa;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Corrects the seller's quantity of a row. */
record CambioCantidad(Planilla planilla, Producto producto, int cantidad) implements Cambio {

    @Override
    public String call() {
        return "cargue-corregir-cantidad";
    }

    @Override
    public Causa causa() {
        return Causa.CORRECCION;
    }

    @Override
    public Permiso permiso() {
        return Permiso.CORREGIR;
    }

    @Override
    public Huella huella() {
        return Huella.of(List.of(planilla.vendedorId(), planilla.dia(), planilla.fecha(), producto.clave(), cantidad));
    }

    @Override
    public Optional<Pedido> pedido() {
        return Optional.of(new Pedido(planilla, producto));
    }

    @Override
    public Outcome decide(Hoja hoja, Momento momento) {
        Optional<Estado> found = hoja.renglon(producto).map(Renglon::estado);
        if (found.isEmpty()) {
            return Refused.of(Rechazo.PRODUCTO_NO_ENCONTRADO);
        }
        Estado antes = found.get();
        Estado nuevo = antes.withCantidad(cantidad);
        return Outcome.of(
                nuevo.equals(antes) ? List.of() : List.of(new Nuevo(producto, nuevo)),
                despues -> CantidadBody.of(
                        antes.cantidad(), despues.renglon(producto).orElseThrow()));
    }

    /** The answer, in the order that apps know. */
    record CantidadBody(
            boolean success,
            String message,
            String producto,
            int cantidadAnterior,
            int cantidadNueva,
            int totalRecalculado,
            long seq,
            UUID epoca) {

        static CantidadBody of(int anterior, Renglon renglon) {
            Estado estado = renglon.estado();
            return new CantidadBody(
                    true,
                    "Cantidad corregida correctamente",
                    renglon.producto(),
                    anterior,
                    estado.cantidad(),
                    estado.total(),
                    renglon.posicion().seq(),
                    renglon.posicion().epoca());
        }
    }
}
