package cargue.analysts.report;

import static cargue.analysts.report.Html.paragraph;
import static cargue.analysts.report.Html.section;
import static cargue.analysts.report.Html.text;

import cargue.analysts.report.Cifras.Totales;
import cargue.analysts.report.Dibujos.Dibujo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The page: nothing in it comes from elsewhere, and it needs no script. */
final class Pagina {

    private final Cifras cifras;
    private final Dia dia;
    private final Dibujos.Todos dibujos;
    private final Textos textos;
    private final Fuente fuente;
    private final Tablas tablas;
    private final Detalle detalle;

    Pagina(Cifras cifras, Dia dia, Fuente fuente, Dibujos.Todos dibujos, Textos textos) {
        this.cifras = cifras;
        this.dia = dia;
        this.fuente = fuente;
        this.dibujos = dibujos;
        this.textos = textos;
        this.tablas = new Tablas(cifras, textos);
        this.detalle = new Detalle(cifras, textos);
    }

    String html() {
        String title = "Cargue del " + textos.fecha();
        return "<!doctype html>\n<html lang=\"es\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                + "<title>" + text(title) + "</title>\n<style>\n" + css() + "</style>\n</head>\n<body>\n<main>\n<h1>"
                + text(title) + "</h1>\n" + fuente.html() + totals() + sections() + "</main>\n</body>\n</html>\n";
    }

    private String sections() {
        return section("Por vendedor", tablas.vendedores())
                + section(
                        "Cuándo cargó cada vendedor",
                        plot("carga", "Carga de cada vendedor, de la primera D a la última V"),
                        tablas.carga(dia))
                + section(
                        "Cuánto esperó cada renglón",
                        plot("esperas", "Espera de cada renglón, de su D a su primera V, por vendedor"),
                        tablas.esperas())
                + section(
                        "Marcas cada cinco minutos", plot("cubos", "Marcas D y V cada cinco minutos"), detalle.cubos())
                + section("Rechazos", refusals())
                + section(
                        "Marcas quitadas y correcciones",
                        plot("desmarcas", "Marcas D y V quitadas, por vendedor"),
                        tablas.cambios(),
                        detalle.desmarcas())
                + section("Cada renglón", detalle.renglones())
                + section("Cómo se calcula", detalle.explicacion());
    }

    private String totals() {
        Totales all = cifras.totales();
        return "<dl>\n"
                + total("Vendedores", Textos.number(all.vendedores()))
                + total("Renglones", Textos.number(all.carga().renglones()))
                + total("Primera D", textos.hora(all.carga().primeraD()))
                + total("Última V", textos.hora(all.carga().ultimaV()))
                + total("Carga, min", Textos.minutes(all.carga().minutos()))
                + total("Espera mediana", Textos.duration(all.espera().medianaS()))
                + total("Espera mayor", Textos.duration(all.espera().mayorS()))
                + total("D quitadas", Textos.number(all.cambios().desmarcadasD()))
                + total("V quitadas", Textos.number(all.cambios().desmarcadasV()))
                + total("Correcciones", Textos.number(all.cambios().correcciones()))
                + total("Sin marcar", Textos.number(all.cambios().sinMarcar()))
                + "</dl>\n";
    }

    private static String total(String name, String value) {
        return "<div><dt>" + text(name) + "</dt><dd>" + text(value) + "</dd></div>\n";
    }

    private String refusals() {
        if (cifras.rechazos() == null) {
            return paragraph("No se dieron los rechazos a este informe, así que no dice cuántos hubo.");
        }
        if (cifras.rechazos().isEmpty()) {
            return paragraph("No hubo ninguno en las planillas de esta fecha.");
        }
        return plot("rechazos", "Rechazos por código y vendedor") + detalle.rechazos(cifras.rechazos());
    }

    /** In two widths, of which the page shows one; whoever does not see it is told of the table. */
    private String plot(String name, String title) {
        @Nullable Dibujo dibujo = dibujos.get(name);
        return dibujo == null
                ? paragraph("No hay nada que dibujar.")
                : svg(dibujo.ancho(), "ancho", name, title) + svg(dibujo.angosto(), "angosto", name, title);
    }

    private static String svg(String svg, String size, String name, String title) {
        String id = name + "-" + size;
        String head = "<svg class=\"" + size + "\" role=\"img\" aria-labelledby=\"" + id + "\"";
        int end = svg.indexOf('>') + 1;
        return svg.substring(0, end).replaceFirst("<svg", head) + "<title id=\"" + id + "\">"
                + text(title + "; las cifras están en la tabla que sigue.") + "</title>" + svg.substring(end) + "\n";
    }

    private static String css() {
        try (InputStream css = Objects.requireNonNull(Pagina.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
