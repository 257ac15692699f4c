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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The seller's quantities of a whole sheet, sent once. Rows that are there without a quantity are filled and keep what
 * the dispatcher put there.
 *
 * @param cantidades at least one; no two match the same row
 */
record CambioSugerido(Planilla planilla, List<Cantidad> cantidades) implements Cambio {

    /** A product and how much of it. */
    record Cantidad(Producto producto, int cantidad) {}

    @Override
    public String call() {
        return "guardar-sugerido";
    }

    @Override
    public Causa causa() {
        return Causa.SUGERIDO;
    }

    @Override
    public Permiso permiso() {
        return Permiso.PREPARAR;
    }

    @Override
    public Huella huella() {
        List<Object> values = new ArrayList<>(List.of(planilla.vendedorId(), planilla.dia(), planilla.fecha()));
        for (Cantidad cantidad : cantidades) {
            values.add(cantidad.producto().clave());
            values.add(cantidad.cantidad());
        }
        return Huella.of(values);
    }

    @Override
    public Optional<Pedido> pedido() {
        return Optional.empty();
    }

    @Override
    public Outcome decide(Hoja hoja, Momento momento) {
        List<Renglon> renglones = hoja.renglones();
        Map<String, Estado> antes =
                renglones.stream().collect(Collectors.toMap(Renglon::productoClave, Renglon::estado));
        int added = (int) cantidades.stream()
                .filter(c -> !antes.containsKey(c.producto().clave()))
                .count();
        Optional<Outcome> refused = refuse(hoja, renglones, added, momento.hoy());
        return refused.orElseGet(() -> Outcome.of(nuevos(antes), this::body));
    }

    private Optional<Outcome> refuse(Hoja hoja, List<Renglon> renglones, int added, LocalDate hoy) {
        if (added > 0 && !Limites.open(planilla.fecha(), hoy)) {
            return Optional.of(Refused.of(Rechazo.FECHA_FUERA_DE_RANGO));
        }
        int existentes =
                (int) renglones.stream().filter(r -> r.estado().cantidad() > 0).count();
        if (existentes > 0) {
            return Optional.of(new Refused(Rechazo.YA_EXISTE_SUGERIDO, null, existentes));
        }
        return added == 0
                ? Optional.empty()
                : Limites.full(planilla, hoja, added, hoy).map(Refused::of);
    }

    private List<Nuevo> nuevos(Map<String, Estado> antes) {
        List<Nuevo> nuevos = new ArrayList<>();
        for (Cantidad cantidad : cantidades) {
            Estado was = antes.get(cantidad.producto().clave());
            Estado nuevo = (was == null ? Estado.VACIO : was).withCantidad(cantidad.cantidad());
            if (!nuevo.equals(was)) {
                nuevos.add(new Nuevo(cantidad.producto(), nuevo));
            }
        }
        return nuevos;
    }

    private Object body(Hoja hoja) {
        return new SugeridoBody(true, "Sugerido guardado correctamente (" + cantidades.size() + " productos)");
    }

    /** The answer, in the order that apps know. */
    record SugeridoBody(boolean success, String message) {}
}
