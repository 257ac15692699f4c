package cargue.system;

import cargue.contract.Rol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Whose token a call carries unless a test says so: that of somebody whose business it is (contract 5). */
final class Senders {

    private Senders() {}

    /**
     * Chooses by what is called.
     *
     * @throws IllegalArgumentException when nobody may do all of it, or the body does not tell whose it is
     */
    static String token(String method, String path, String body) {
        if (method.equals("PUT")) {
            return Users.token(Rol.ADMIN, Users.ADMIN);
        }
        if (method.equals("GET")) {
            return despachador();
        }
        if (path.startsWith("/api/actualizar-check-vendedor") || path.startsWith("/api/guardar-sugerido")) {
            return vendedor(Api.JSON.readTree(body));
        }
        return path.startsWith("/api/checks") ? ofBatch(Api.JSON.readTree(body)) : despachador();
    }

    private static String despachador() {
        return Users.token(Rol.DESPACHADOR, Users.DESPACHADOR);
    }

    private static String vendedor(JsonNode check) {
        if (!check.path("vendedor_id").isString()) {
            throw new IllegalArgumentException("whose is " + check + "? Say who sends it, see Api.as");
        }
        return Users.token(Rol.VENDEDOR, check.get("vendedor_id").stringValue());
    }

    private static String ofBatch(JsonNode batch) {
        List<JsonNode> checks = new ArrayList<>();
        batch.path("checks").forEach(checks::add);
        if (checks.stream().noneMatch(check -> check.has("v"))) {
            return despachador();
        }
        Set<String> senders = checks.stream()
                .map(check -> check.has("d") ? despachador() : vendedor(check))
                .collect(Collectors.toSet());
        if (senders.size() > 1) {
            throw new IllegalArgumentException("nobody may set all of " + batch + ". Say who sends it, see Api.as");
        }
        return senders.iterator().next();
    }
}
