package cargue.faults.client;

import cargue.faults.history.Fila;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change that a writer asks for.
 *
 * @param campo {@code v}, {@code d} or {@code dctos}
 * @param marcadoEn of checks
 */
record Cambio(
        String key,
        Fila fila,
        String campo,
        int valor,
        @Nullable String marcadoEn) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    static Cambio check(Fila fila, String campo, boolean valor, String marcadoEn) {
        return new Cambio(UUID.randomUUID().toString(), fila, campo, valor ? 1 : 0, marcadoEn);
    }

    static Cambio dctos(Fila fila, int valor) {
        return new Cambio(UUID.randomUUID().toString(), fila, "dctos", valor, null);
    }

    /** The call that it has to itself. */
    String path() {
        return switch (campo) {
            case "v" -> "/api/actualizar-check-vendedor/";
            case "d" -> "/api/actualizar-check-despachador/";
            default -> "/api/actualizar-renglon/";
        };
    }

    ObjectNode body() {
        ObjectNode body = JSON.createObjectNode()
                .put("vendedor_id", fila.vendedorId())
                .put("dia", fila.dia())
                .put("fecha", fila.fecha())
                .put("producto", fila.producto());
        if (marcadoEn == null) {
            return body.put(campo, valor);
        }
        return body.put(campo, valor == 1).put("marcado_en", marcadoEn);
    }
}
