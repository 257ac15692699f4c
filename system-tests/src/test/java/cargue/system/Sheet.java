package cargue.system;

import cargue.contract.Dia;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A sheet, and the requests that the apps send about it. */
record Sheet(Api api, String vendedorId, Dia dia, LocalDate fecha) {

    /** A sheet of today. */
    static Sheet today(Api api, String vendedorId) {
        return new Sheet(api, vendedorId, Dia.LUNES, LocalDate.now(ZoneId.of("America/Bogota")));
    }

    /** Names that break clients which fold case, use URLs or split at signs. */
    static List<String> productos(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> "AREPA PARA RELLENAR #" + i;
                    case 1 -> "Queso ESP/PEQUEÑA " + i + "Gr";
                    case 2 -> "ENVUELTO DE MAÍZ  " + i; // two spaces
                    default -> "Porción \"X\" \\ " + i + " 🌽";
                })
                .toList();
    }

    String body(String producto, Object... more) {
        ObjectNode body = Api.JSON.createObjectNode();
        body.put("vendedor_id", vendedorId)
                .put("dia", dia.name())
                .put("fecha", fecha.toString())
                .put("producto", producto);
        for (int i = 0; i < more.length; i += 2) {
            body.putPOJO((String) more[i], more[i + 1]);
        }
        return body.toString();
    }

    Api.Answer check(String campo, String producto, boolean value) {
        return api.post(path(campo), body(producto, campo, value));
    }

    Api.Answer check(String campo, String producto, boolean value, String key) {
        return api.post(path(campo), body(producto, campo, value), key);
    }

    static String path(String campo) {
        return campo.equals("v") ? "/api/actualizar-check-vendedor/" : "/api/actualizar-check-despachador/";
    }

    Api.Answer cantidad(String producto, int cantidad) {
        return api.post("/api/cargue-corregir-cantidad/", body(producto, "nueva_cantidad", cantidad));
    }

    Api.Answer adicional(String producto, int adicional) {
        return api.post("/api/actualizar-renglon/", body(producto, "adicional", adicional));
    }

    /** Fills the sheet with each product at a quantity. */
    Api.Answer sugerido(List<String> productos, int cantidad) {
        return sugerido(productos, cantidad, null);
    }

    /** The same, sent again with the same key while there is no time for it: another would be refused as the second. */
    Api.Answer fill(List<String> productos, int cantidad) {
        String key = UUID.randomUUID().toString();
        return Api.patiently(() -> sugerido(productos, cantidad, key));
    }

    Api.Answer sugerido(List<String> productos, int cantidad, @Nullable String key) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (String producto : productos) {
            items.add(Map.of("nombre", producto, "cantidad", cantidad));
        }
        ObjectNode body = Api.JSON.createObjectNode();
        body.put("vendedor_id", vendedorId).put("dia", dia.name()).put("fecha", fecha.toString());
        body.putPOJO("productos", items);
        return api.post("/api/guardar-sugerido/", Api.JSON.writeValueAsString(body), key);
    }

    /** The rows as ingest-service tells them, by product. */
    Map<String, Row> rows() {
        return api
                .get(
                        "/api/obtener-cargue/",
                        Map.of("vendedor_id", vendedorId, "dia", dia.name(), "fecha", fecha.toString()))
                .json()
                .properties()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> new Row(
                                e.getValue().get("v").booleanValue(),
                                e.getValue().get("d").booleanValue(),
                                e.getValue().get("total").intValue(),
                                e.getValue().get("seq").longValue())));
    }

    /** What a viewer can know of a row. */
    record Row(boolean v, boolean d, int total, long seq) {}
}
