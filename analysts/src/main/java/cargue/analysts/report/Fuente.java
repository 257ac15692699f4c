package cargue.analysts.report;

import static cargue.analysts.report.Html.text;

import cargue.analysts.export.Resultado;
import cargue.analysts.report.Cifras.Procedencia;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the figures were made of, and what of it makes them less than whole. */
final class Fuente {

    private final Procedencia from;
    private final @Nullable Resultado tema;
    private final Textos textos;

    /** @param tema what came out of the topic; null when an export was given */
    Fuente(Procedencia from, @Nullable Resultado tema, Textos textos) {
        this.from = from;
        this.tema = tema;
        this.textos = textos;
    }

    String html() {
        StringBuilder html = new StringBuilder();
        if (from.eventos() > 0) {
            html.append("<p class=\"fuente\">").append(text(made())).append("</p>\n");
        }
        avisos().forEach(aviso ->
                html.append("<p class=\"aviso\">").append(text(aviso)).append("</p>\n"));
        return html.toString();
    }

    private String made() {
        return "Hecho con " + Textos.number(from.eventos()) + " eventos de las planillas de esta fecha, del "
                + textos.diaYHora(from.primero()) + " al " + textos.diaYHora(from.ultimo()) + "; épocas: "
                + Textos.number(from.epocas()) + ". Las horas son de " + textos.zona() + ".";
    }

    private List<String> avisos() {
        List<String> avisos = new ArrayList<>();
        if (from.eventos() == 0) {
            avisos.add("No hay ningún evento de planillas de esta fecha.");
        }
        if (tema != null
                && tema.vista().comienzo() != null
                && tema.vista().comienzo().cut()) {
            avisos.add("Kafka puede haber borrado ya eventos anteriores al "
                    + textos.diaYHora(tema.topicBegins())
                    + ": de lo que pasó antes pueden faltar marcas y renglones enteros.");
        }
        if (tema != null && Boolean.FALSE.equals(tema.isWhole())) {
            avisos.add("Kafka no tenía todavía todo lo ocurrido: puede faltar lo que pasó después del "
                    + textos.diaYHora(tema.vista().publicado()) + ".");
        }
        if (from.cortados() > 0) {
            avisos.add("De " + Textos.number(from.cortados())
                    + (from.cortados() == 1 ? " renglón" : " renglones")
                    + " los datos no traen el comienzo: sus marcas de antes faltan aquí, y puede faltar algún renglón"
                    + " entero. Un renglón se crea hasta 21 días antes de la fecha de su planilla: los datos deben"
                    + " empezar ahí.");
        }
        if (from.reloj() > 0) {
            avisos.add("En " + Textos.number(from.reloj())
                    + " marcas la hora del teléfono difiere en más de una hora de la del servidor: el teléfono estuvo"
                    + " tanto tiempo sin conexión, o su reloj anda mal.");
        }
        return avisos;
    }
}
