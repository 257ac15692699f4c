package cargue.analysts.report;

import cargue.analysts.report.Cifras.Cambios;
import cargue.analysts.report.Cifras.Carga;
import cargue.analysts.report.Cifras.Espera;
import cargue.analysts.report.Cifras.Totales;
import cargue.analysts.report.Report.Encargo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report that was made, with its figures for programs. */
public final class Hecho {

    private static final JsonMapper JSON = new JsonMapper();

    private final Encargo encargo;
    private final Cifras cifras;

    Hecho(Encargo encargo, Cifras cifras) {
        this.encargo = encargo;
        this.cifras = cifras;
    }

    /** One line for people. */
    public String line() {
        Totales all = cifras.totales();
        return "report of " + encargo.fecha() + " in " + encargo.out() + ": " + all.vendedores() + " vendedores, "
                + all.carga().renglones() + " rows with a quantity, out of "
                + cifras.procedencia().eventos() + " events";
    }

    /** One JSON object: loading in minutes, waiting in seconds; rechazos is null when none were given. */
    public String json() {
        ObjectNode json = JSON.createObjectNode()
                .put("fecha", encargo.fecha().toString())
                .put("zona", encargo.zona().getId())
                .put("file", encargo.out().toString())
                .put("eventos", cifras.procedencia().eventos())
                .put("primero", text(cifras.procedencia().primero()))
                .put("ultimo", text(cifras.procedencia().ultimo()))
                .put("epocas", cifras.procedencia().epocas())
                .put("renglones_cortados", cifras.procedencia().cortados());
        Totales all = cifras.totales();
        json.set("totales", figures(all.carga(), all.espera(), all.cambios()).put("vendedores", all.vendedores()));
        ArrayNode vendedores = json.putArray("vendedores");
        cifras.vendedores()
                .forEach(one -> vendedores.add(figures(one.carga(), one.espera(), one.cambios())
                        .put("vendedor_id", one.id())
                        .put("espera_mayor_producto", one.mayorProducto())));
        json.set("rechazos", cifras.rechazos() == null ? null : refusals(cifras.rechazos()));
        return json.toString();
    }

    private static ObjectNode figures(Carga carga, Espera espera, Cambios cambios) {
        return JSON.createObjectNode()
                .put("renglones", carga.renglones())
                .put("primera_d", text(carga.primeraD()))
                .put("ultima_v", text(carga.ultimaV()))
                .put("carga_min", carga.minutos())
                .put("esperas", espera.renglones())
                .put("espera_mediana_s", espera.medianaS())
                .put("espera_mayor_s", espera.mayorS())
                .put("desmarcadas_d", cambios.desmarcadasD())
                .put("desmarcadas_v", cambios.desmarcadasV())
                .put("correcciones", cambios.correcciones())
                .put("sin_marcar", cambios.sinMarcar());
    }

    private static ArrayNode refusals(List<Cifras.Rechazos> rechazos) {
        ArrayNode lines = JSON.createArrayNode();
        rechazos.forEach(one -> lines.addObject()
                .put("vendedor_id", one.vendedor())
                .put("codigo", one.codigo())
                .put("veces", one.veces()));
        return lines;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
