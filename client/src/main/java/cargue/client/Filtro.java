package cargue.client;

import cargue.contract.Dia;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sheets that a client asks for.
 *
 * @param fecha only sheets of that date; null: of today and later
 * @param dia only sheets of that day's name; null: any
 */
record Filtro(@Nullable LocalDate fecha, @Nullable Dia dia) {

    boolean admite(Renglon.Clave clave) {
        return (fecha == null || fecha.equals(clave.fecha())) && (dia == null || dia == clave.dia());
    }

    /** The URI's query with what else is asked; no value here needs escaping. */
    String query(String... more) {
        List<String> parts = new ArrayList<>();
        if (fecha != null) {
            parts.add("fecha=" + fecha);
        }
        if (dia != null) {
            parts.add("dia=" + dia);
        }
        parts.addAll(List.of(more));
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }
}
