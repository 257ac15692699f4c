package cargue.analysts.report;

import static cargue.analysts.report.Html.Column.number;
import static cargue.analysts.report.Html.Column.text;

import cargue.analysts.report.Cifras.Cambios;
import cargue.analysts.report.Cifras.Carga;
import cargue.analysts.report.Cifras.Espera;
import cargue.analysts.report.Cifras.Totales;
import cargue.analysts.report.Cifras.Vendedor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables with a line for each vendedor. */
final class Tablas {

    private final Cifras cifras;
    private final Textos textos;

    Tablas(Cifras cifras, Textos textos) {
        this.cifras = cifras;
        this.textos = textos;
    }

    String vendedores() {
        Totales all = cifras.totales();
        List<List<String>> lines = new ArrayList<>();
        cifras.vendedores().forEach(one -> lines.add(line(one.id(), one.carga(), one.espera(), one.cambios())));
        lines.add(line("Todos", all.carga(), all.espera(), all.cambios()));
        return Html.table(
                "Un vendedor por línea",
                List.of(
                        text("Vendedor"),
                        number("Renglones con cantidad"),
                        number("Carga, min"),
                        number("Espera mediana"),
                        number("Espera mayor"),
                        number("D quitadas"),
                        number("V quitadas"),
                        number("Correcciones"),
                        number("Sin marcar")),
                lines);
    }

    private static List<String> line(String name, Carga carga, Espera espera, Cambios cambios) {
        return List.of(
                name,
                Textos.number(carga.renglones()),
                Textos.minutes(carga.minutos()),
                Textos.duration(espera.medianaS()),
                Textos.duration(espera.mayorS()),
                Textos.number(cambios.desmarcadasD()),
                Textos.number(cambios.desmarcadasV()),
                Textos.number(cambios.correcciones()),
                Textos.number(cambios.sinMarcar()));
    }

    /** With whom the plot above does not show. */
    String carga(Dia dia) {
        String outside = cifras.vendedores().stream()
                .filter(one -> !Datos.isShown(one.carga(), dia))
                .map(Vendedor::id)
                .collect(Collectors.joining(", "));
        String nota = outside.isEmpty()
                ? ""
                : Html.note(
                        "Fuera del dibujo, porque su primera D o su última V es de antes de las 18:00 del día anterior o"
                                + " de después de las 06:00 del siguiente: " + outside + ".");
        return nota
                + Html.table(
                        "De la primera D a la última V",
                        List.of(text("Vendedor"), number("Primera D"), number("Última V"), number("Minutos")),
                        lines(one -> List.of(
                                one.id(),
                                textos.hora(one.carga().primeraD()),
                                textos.hora(one.carga().ultimaV()),
                                Textos.minutes(one.carga().minutos()))));
    }

    String esperas() {
        return Html.table(
                "De la D de un renglón a su primera V",
                List.of(
                        text("Vendedor"),
                        number("Renglones con las dos"),
                        number("Mediana"),
                        number("Mayor"),
                        text("Producto que más esperó")),
                lines(one -> List.of(
                        one.id(),
                        Textos.number(one.espera().renglones()),
                        Textos.duration(one.espera().medianaS()),
                        Textos.duration(one.espera().mayorS()),
                        one.mayorProducto() == null ? Textos.NOTHING : one.mayorProducto())));
    }

    private List<List<String>> lines(Function<Vendedor, List<String>> line) {
        return cifras.vendedores().stream().map(line).toList();
    }

    String cambios() {
        return Html.table(
                "Por vendedor",
                List.of(text("Vendedor"), number("D quitadas"), number("V quitadas"), number("Correcciones")),
                lines(one -> List.of(
                        one.id(),
                        Textos.number(one.cambios().desmarcadasD()),
                        Textos.number(one.cambios().desmarcadasV()),
                        Textos.number(one.cambios().correcciones()))));
    }
}
