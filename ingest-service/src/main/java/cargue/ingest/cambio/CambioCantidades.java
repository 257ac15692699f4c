package cargue.ingest.cambio;

import cargue.contract.Causa;
import cargue.contract.Dia;
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
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes the dispatcher's quantities of a row; null leaves one as it is.
 *
 * @param crear add the row when there is none
 */
record CambioCantidades(
        Planilla planilla,
        Producto producto,
        @Nullable Integer adicional,
        @Nullable Integer dctos,
        @Nullable Integer devoluciones,
        @Nullable Integer vencidas,
        boolean crear)
        implements Cambio {

    @Override
    public String call() {
        return "actualizar-renglon";
    }

    @Override
    public Causa causa() {
        return Causa.CORRECCION;
    }

    @Override
    public Permiso permiso() {
        return Permiso.DESPACHAR;
    }

    @Override
    public Huella huella() {
        return Huella.of(Arrays.asList(
                planilla.vendedorId(),
                planilla.dia(),
                planilla.fecha(),
                producto.clave(),
                adicional,
                dctos,
                devoluciones,
                vencidas,
                crear));
    }

    @Override
    public Optional<Pedido> pedido() {
        return Optional.of(new Pedido(planilla, producto));
    }

    @Override
    public Outcome decide(Hoja hoja, Momento momento) {
        Optional<Estado> antes = hoja.renglon(producto).map(Renglon::estado);
        if (antes.isEmpty()) {
            Optional<Rechazo> rechazo = refuseToAdd(hoja, momento.hoy());
            if (rechazo.isPresent()) {
                return Refused.of(rechazo.get());
            }
        }
        Estado nuevo = change(antes.orElse(Estado.VACIO));
        boolean same = antes.isPresent() && antes.get().equals(nuevo);
        return Outcome.of(same ? List.of() : List.of(new Nuevo(producto, nuevo)), this::body);
    }

    private Optional<Rechazo> refuseToAdd(Hoja hoja, LocalDate hoy) {
        if (!crear) {
            return Optional.of(Rechazo.PRODUCTO_NO_ENCONTRADO);
        }
        if (!Limites.open(planilla.fecha(), hoy)) {
            return Optional.of(Rechazo.FECHA_FUERA_DE_RANGO);
        }
        return Limites.full(planilla, hoja, 1, hoy);
    }

    private Estado change(Estado antes) {
        return antes.withOthers(
                was -> adicional == null ? was : adicional,
                was -> dctos == null ? was : dctos,
                was -> devoluciones == null ? was : devoluciones,
                was -> vencidas == null ? was : vencidas);
    }

    private Object body(Hoja hoja) {
        return RenglonBody.of(planilla, hoja.renglon(producto).orElseThrow());
    }

    /** The whole row. */
    record RenglonBody(
            String vendedorId,
            Dia dia,
            LocalDate fecha,
            String producto,
            int cantidad,
            int adicional,
            int dctos,
            int devoluciones,
            int vencidas,
            int total,
            boolean v,
            boolean d,
            long seq,
            UUID epoca) {

        static RenglonBody of(Planilla planilla, Renglon renglon) {
            Estado estado = renglon.estado();
            return new RenglonBody(
                    planilla.vendedorId(),
                    planilla.dia(),
                    planilla.fecha(),
                    renglon.producto(),
                    estado.cantidad(),
                    estado.adicional(),
                    estado.dctos(),
                    estado.devoluciones(),
                    estado.vencidas(),
                    estado.total(),
                    estado.v(),
                    estado.d(),
                    renglon.posicion().seq(),
                    renglon.posicion().epoca());
        }
    }
}
