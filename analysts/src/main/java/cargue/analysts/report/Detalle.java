package cargue.analysts.report;

import static cargue.analysts.report.Html.Column.number;
import static cargue.analysts.report.Html.Column.text;

import cargue.analysts.report.Cifras.Cambios;
import cargue.analysts.report.Cifras.Rechazos;
import cargue.analysts.report.Cifras.Renglon;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The other tables, and what the words in them mean. */
final class Detalle {

    private final Cifras cifras;
    private final Textos textos;
    private final boolean severalDays;

    Detalle(Cifras cifras, Textos textos) {
        this.cifras = cifras;
        this.textos = textos;
        this.severalDays =
                cifras.renglones().stream().map(Renglon::dia).distinct().count() > 1;
    }

    String cubos() {
        return Html.table(
                "Marcas puestas en los cinco minutos que empiezan a esa hora; sin marcas, no hay línea",
                List.of(text("Hora"), number("D"), number("V")),
                cifras.cubos().stream()
                        .map(cubo ->
                                List.of(textos.cubo(cubo.hora()), Textos.number(cubo.d()), Textos.number(cubo.v())))
                        .toList());
    }

    String rechazos(List<Rechazos> rechazos) {
        return Html.table(
                "Rechazos por vendedor y código",
                List.of(text("Vendedor"), text("Código"), text("Qué quiere decir"), number("Veces")),
                rechazos.stream()
                        .map(one -> List.of(
                                one.vendedor(), one.codigo(), Textos.code(one.codigo()), Textos.number(one.veces())))
                        .toList());
    }

    String desmarcas() {
        if (cifras.desmarcas().isEmpty()) {
            return "";
        }
        return Html.table(
                "Marcas quitadas, por producto",
                List.of(text("Producto"), number("D quitadas"), number("V quitadas")),
                cifras.desmarcas().stream()
                        .map(one -> List.of(one.producto(), Textos.number(one.d()), Textos.number(one.v())))
                        .toList());
    }

    String renglones() {
        return Html.table(
                "Todos los renglones, en el orden de su primera D",
                List.of(
                        text("Vendedor"),
                        text("Producto"),
                        number("Total"),
                        number("Primera D"),
                        number("Primera V"),
                        number("Espera"),
                        text("Notas")),
                cifras.renglones().stream()
                        .map(one -> List.of(
                                one.vendedor(),
                                producto(one),
                                Textos.number(one.total()),
                                textos.hora(one.primeraD()),
                                textos.hora(one.primeraV()),
                                Textos.duration(one.esperaS()),
                                notes(one)))
                        .toList());
    }

    /** With its day when the page has sheets of several. */
    private String producto(Renglon renglon) {
        return severalDays ? renglon.producto() + " (" + renglon.dia() + ")" : renglon.producto();
    }

    private static String notes(Renglon renglon) {
        Cambios cambios = renglon.cambios();
        return Stream.of(
                        times("D quitada", cambios.desmarcadasD()),
                        times("V quitada", cambios.desmarcadasV()),
                        times("corregido", cambios.correcciones()),
                        cambios.sinMarcar() > 0 ? "sin marcar" : "",
                        renglon.cortado() ? "falta su comienzo" : "",
                        renglon.vigente() ? "" : "ya no está en la planilla")
                .filter(note -> !note.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String times(String what, long times) {
        return times == 0 ? "" : what + (times == 1 ? "" : " " + times + " veces");
    }

    String explicacion() {
        return Stream.of(
                        "La hora de una marca es la del teléfono de quien la puso (marcado_en) cuando se conoce; si no, la"
                                + " del servidor cuando la guardó (ocurrido_en).",
                        "La carga de un vendedor va de la primera D que se puso en sus planillas de esta fecha a la última"
                                + " V. La espera de un renglón va de la D que tenía cuando se le puso la primera V, a esa"
                                + " V; negativa, los dos relojes no andan iguales.",
                        "Quitar una D quita también la V, y una corrección que deja el total en cero quita las dos: cada"
                                + " una cuenta. Lo que una restauración repone o pierde no es marca de nadie.",
                        "Renglón con cantidad: su total es mayor que cero al final. Sin marcar: además, nadie le puso D"
                                + " nunca.")
                .map(Html::paragraph)
                .reduce("", String::concat);
    }
}
