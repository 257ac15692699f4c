package cargue.system;

import cargue.contract.Dia;
import cargue.contract.Posicion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which sheets of a vendedor are asked for.
 *
 * @param fecha null: today and later
 * @param dia null: each
 */
record Filter(@Nullable LocalDate fecha, @Nullable Dia dia) {

    static final Filter NONE = new Filter(null, null);

    static Filter of(LocalDate fecha) {
        return new Filter(fecha, null);
    }

    static Filter of(Sheet sheet) {
        return new Filter(sheet.fecha(), sheet.dia());
    }

    /** Whether rows of a sheet belong to the stream, given the first date of a stream without {@code fecha}. */
    boolean takes(LocalDate ofFecha, Dia ofDia, @Nullable LocalDate fechaDesde) {
        boolean inTime = fecha == null ? fechaDesde == null || !ofFecha.isBefore(fechaDesde) : ofFecha.equals(fecha);
        return inTime && (dia == null || ofDia == dia);
    }

    /** The rows of a vendedor that belong to the stream. */
    <T> Map<String, T> of(Map<String, T> rows, @Nullable LocalDate fechaDesde) {
        return rows.entrySet().stream()
                .filter(e -> {
                    String[] parts = e.getKey().split("/", 3);
                    return takes(LocalDate.parse(parts[0]), Dia.valueOf(parts[1]), fechaDesde);
                })
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** {@code ?fecha=…&dia=…&desde=…}, of which each may be missing. */
    String query(@Nullable Posicion desde) {
        List<String> parts = new ArrayList<>();
        if (fecha != null) {
            parts.add("fecha=" + fecha);
        }
        if (dia != null) {
            parts.add("dia=" + dia);
        }
        if (desde != null) {
            parts.add("desde=" + desde);
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    /** The message that asks for it on the socket of many vendedores. */
    ObjectNode subscribe(String vendedorId, @Nullable Posicion desde) {
        ObjectNode message = Api.JSON.createObjectNode();
        message.put("type", "subscribe").put("vendedor_id", vendedorId);
        if (fecha != null) {
            message.put("fecha", fecha.toString());
        }
        if (dia != null) {
            message.put("dia", dia.name());
        }
        if (desde != null) {
            message.put("desde", desde.toString());
        }
        return message;
    }
}
