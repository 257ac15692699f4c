package cargue.system;

import cargue.contract.Posicion;
import cargue.local.service.Service;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a push node answers over HTTP. */
record Push(Api api) {

    Push(Service node) {
        this(new Api(node.url()));
    }

    Api.Answer planilla(String vendedorId, Filter filter) {
        return api.get(path(vendedorId, filter));
    }

    Api.Answer planilla(String vendedorId, Filter filter, String etag) {
        HttpRequest.Builder request = api.json(path(vendedorId, filter)).header("If-None-Match", etag);
        return api.send(request.GET().build());
    }

    private static String path(String vendedorId, Filter filter) {
        return "/api/planilla/" + vendedorId + "/" + filter.query(null);
    }

    /** The rows of a planilla, by sheet and product, read without mercy. */
    static Map<String, Table.Row> rows(Api.Answer planilla) {
        Map<String, Table.Row> rows = new HashMap<>();
        for (JsonNode node : planilla.json().get("checks")) {
            V1Rows.V1Row row = V1Rows.read(node);
            if (rows.put(row.key(), row.state()) != null) {
                throw new IllegalStateException("twice: " + row);
            }
        }
        return rows;
    }

    static @Nullable Posicion posicion(Api.Answer planilla) {
        JsonNode json = planilla.json();
        return json.get("epoca").isNull()
                ? null
                : new Posicion(
                        UUID.fromString(json.get("epoca").stringValue()),
                        json.get("seq").longValue());
    }
}
