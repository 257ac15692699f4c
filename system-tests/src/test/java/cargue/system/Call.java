package cargue.system;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A call of a service, made so that it succeeds for who may make it.
 *
 * @param push whether it is push-service's; else ingest-service's
 * @param success what is answered then
 * @param offer the subprotocol that a WebSocket asks for; empty for none
 */
record Call(String name, boolean push, Kind kind, Right right, int success, String offer, Function<Spot, Ask> maker) {

    /** What there is to see of an answer. */
    enum Kind {
        PLAIN,
        /** Makes one event. */
        CHANGE,
        /** Makes one event, and has the answer within its answer. */
        BATCH,
        /** Names the vendedores that may be seen. */
        LIST,
        /** Reads Kafka, of which a user has one reading at a time and a node few. */
        READING,
        SOCKET,
        /** Asks for a vendedor in an open connection. */
        SUBSCRIBE
    }

    boolean isWebSocket() {
        return List.of(Kind.SOCKET, Kind.SUBSCRIBE).contains(kind) || name.startsWith("ws ");
    }

    boolean changes() {
        return kind == Kind.CHANGE || kind == Kind.BATCH;
    }

    boolean startsSession() {
        return name.equals("POST /sesion/");
    }

    /** Makes a row, or a sheet, that was not there. */
    boolean makesNew() {
        return name.contains("crear") || name.contains("sugerido");
    }

    @Override
    public String toString() {
        return name + (push ? " of push" : " of ingest");
    }

    /** All of both services. */
    static List<Call> all() {
        List<Call> calls = new ArrayList<>();
        changes(calls);
        reads(calls);
        streams(calls);
        administration(calls);
        for (boolean push : new boolean[] {false, true}) {
            calls.add(plain("POST /sesion/", push, Right.TOKEN, 204, s -> Ask.of("POST", "/sesion/")));
            calls.add(plain("GET /sesion/", push, Right.TOKEN, 200, s -> Ask.get("/sesion/")));
            calls.add(plain("DELETE /sesion/", push, Right.OPEN, 204, s -> Ask.of("DELETE", "/sesion/")));
            get(calls, push, Right.OPEN, 200, "/config.json", "/actuator/health", "/actuator/health/liveness");
            calls.add(plain("POST on /config.json", push, Right.TOKEN, 405, s -> Ask.post("/config.json", "{}")));
            calls.add(plain("POST on health", push, Right.ADMIN, 405, s -> Ask.post("/actuator/health", "{}")));
            get(calls, push, Right.ADMIN, 200, "/actuator", "/actuator/metrics", "/actuator/metrics/jvm.threads.live");
            get(calls, push, Right.ADMIN, 404, "/actuator/env", "/api/admin/nada/");
            get(calls, push, Right.TOKEN, 404, "/api/nada/", "/nada");
        }
        return List.copyOf(calls);
    }

    private static void changes(List<Call> calls) {
        change(calls, "v", Right.SET_V, s -> Ask.post("/api/actualizar-check-vendedor/", s.body("\"v\":true")));
        change(calls, "d", Right.SET_D, s -> Ask.post("/api/actualizar-check-despachador/", s.body("\"d\":true")));
        change(calls, "renglon", Right.SET_D, s -> Ask.post("/api/actualizar-renglon/", s.body("\"adicional\":3")));
        change(
                calls,
                "renglon, crear",
                Right.SET_D,
                s -> Ask.post("/api/actualizar-renglon/", s.body("\"adicional\":3,\"crear\":true")));
        change(calls, "sugerido", Right.SET_V, s -> Ask.post("/api/guardar-sugerido/", s.sugerido()));
        change(
                calls,
                "cantidad",
                Right.CORRECT,
                s -> Ask.post("/api/cargue-corregir-cantidad/", s.body("\"nueva_cantidad\":7")));
        calls.add(new Call("v in a batch", false, Kind.BATCH, Right.SET_V, 200, "", s -> s.batch("\"v\":true")));
        calls.add(new Call("d in a batch", false, Kind.BATCH, Right.SET_D, 200, "", s -> s.batch("\"d\":true")));
        calls.add(plain(
                "PUT vendedor",
                false,
                Right.ADMIN,
                201,
                s -> Ask.put("/api/vendedores/" + s.newVendedor(), "{\"nombre\":\"Nuevo\"}")));
    }

    private static void reads(List<Call> calls) {
        for (String method : List.of("GET", "HEAD")) {
            calls.add(plain(
                    method + " obtener-cargue",
                    false,
                    Right.WATCH,
                    200,
                    s -> Ask.of(method, "/api/obtener-cargue/?vendedor_id=" + s.sheetQuery())));
            calls.add(plain(
                    method + " verificar-estado-dia",
                    false,
                    Right.WATCH,
                    200,
                    s -> Ask.of(method, "/api/verificar-estado-dia/?vendedor_id=" + s.sheetQuery())));
            calls.add(plain(
                    method + " verificar-actualizaciones",
                    false,
                    Right.WATCH,
                    200,
                    s -> Ask.of(method, "/api/cargue/verificar-actualizaciones/?idSheet=" + s.sheetQuery())));
            calls.add(plain(
                    method + " planilla",
                    true,
                    Right.WATCH,
                    200,
                    s -> Ask.of(method, "/api/planilla/" + s.vendedorId() + "/")));
            calls.add(plain(
                    method + " sse",
                    true,
                    Right.WATCH,
                    200,
                    s -> Ask.of(method, "/sse/cargue/" + s.vendedorId() + "/")));
        }
        calls.add(plain(
                "HEAD eventos", true, Right.WATCH, 200, s -> Ask.of("HEAD", "/api/eventos/" + s.vendedorId() + "/")));
        calls.add(new Call(
                "GET eventos",
                true,
                Kind.READING,
                Right.WATCH,
                200,
                "",
                s -> Ask.get("/api/eventos/" + s.vendedorId() + "/")));
        calls.add(new Call("GET vendedores", false, Kind.LIST, Right.LIST, 200, "", s -> Ask.get("/api/vendedores/")));
    }

    private static void streams(List<Call> calls) {
        for (String offer : List.of("", "cargue.v0", "cargue.v1")) {
            calls.add(new Call(
                    "ws one " + offer,
                    true,
                    Kind.SOCKET,
                    Right.WATCH,
                    101,
                    offer,
                    s -> Ask.upgrade("/ws/cargue/" + s.vendedorId() + "/")));
        }
        calls.add(
                new Call("ws many", true, Kind.SOCKET, Right.TOKEN, 101, "cargue.v1", s -> Ask.upgrade("/ws/cargue/")));
        calls.add(new Call(
                "subscribe", true, Kind.SUBSCRIBE, Right.WATCH, 200, "cargue.v1", s -> Ask.upgrade("/ws/cargue/")));
        calls.add(new Call("ws nada", true, Kind.SOCKET, Right.TOKEN, 404, "cargue.v1", s -> Ask.upgrade("/ws/nada/")));
        calls.add(new Call(
                "ws repeticion",
                true,
                Kind.READING,
                Right.WATCH,
                101,
                "cargue.v1",
                s -> Ask.upgrade("/ws/repeticion/" + s.vendedorId() + "/?fecha=" + s.fecha())));
    }

    private static void administration(List<Call> calls) {
        for (String method : List.of("GET", "HEAD")) {
            calls.add(plain(
                    method + " rechazos",
                    false,
                    Right.REVIEW,
                    200,
                    s -> Ask.of(method, "/api/rechazos/?limite=3&vendedor_id=" + s.vendedorId())));
        }
        for (boolean push : new boolean[] {false, true}) {
            calls.add(plain(
                    "GET admin vendedor",
                    push,
                    Right.ADMIN,
                    200,
                    s -> Ask.get("/api/admin/vendedor/" + s.vendedorId() + "/")));
        }
        get(calls, true, Right.ADMIN, 200, "/api/admin/nodo/", "/api/admin/nodos/", "/api/admin/viewers/");
        calls.add(plain("DELETE viewer", true, Right.ADMIN, 404, s -> Ask.of("DELETE", "/api/admin/viewers/nadie/")));
    }

    private static void get(List<Call> calls, boolean push, Right right, int success, String... paths) {
        for (String path : paths) {
            calls.add(plain("GET " + path, push, right, success, s -> Ask.get(path)));
        }
    }

    private static void change(List<Call> calls, String name, Right right, Function<Spot, Ask> maker) {
        calls.add(new Call(name, false, Kind.CHANGE, right, 200, "", maker));
    }

    private static Call plain(String name, boolean push, Right right, int success, Function<Spot, Ask> maker) {
        return new Call(name, push, Kind.PLAIN, right, success, "", maker);
    }
}
