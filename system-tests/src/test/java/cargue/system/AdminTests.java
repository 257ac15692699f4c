package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Posicion;
import cargue.contract.Rol;
import cargue.local.process.Ports;
import cargue.local.service.Service;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What those who look after the nodes see and do. */
@ExtendWith(Stack.Extension.class)
class AdminTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> PRODUCTOS = Sheet.productos(8);

    /** The bound of a question to another node, and what the rest of the way takes at most. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(4);

    private final Stack stack;
    private Sheet sheet;

    AdminTests(Stack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void fill() {
        sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.fill(PRODUCTOS, 10);
    }

    private JsonNode get(Service service, String path) {
        Api.Answer answer = new Api(service.url()).as(Rol.ADMIN, Users.ADMIN).get(path);
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
        return answer.json();
    }

    private int delete(Service service, String path) {
        return Wire.once(service, Ask.of("DELETE", path).bearer(Users.token(Rol.ADMIN, Users.ADMIN)))
                .status();
    }

    private JsonNode viewers(Service node) {
        return get(node, "/api/admin/viewers/?vendedor_id=" + sheet.vendedorId());
    }

    @Test
    void nobodyButAnAdministratorIsToldAnything() {
        Map<Service, List<String>> calls = Map.of(
                stack.ingest(), List.of("/api/admin/vendedor/ID1/"),
                stack.push(),
                        List.of(
                                "/api/admin/nodo/",
                                "/api/admin/nodos/",
                                "/api/admin/viewers/",
                                "/api/admin/vendedor/ID1/"));
        List<String> tokens = List.of(
                Users.token(Rol.VENDEDOR, "ID1"),
                Users.token(Rol.DESPACHADOR, Users.DESPACHADOR),
                Users.token(Rol.ANALISTA, Users.ANALISTA));
        calls.forEach((service, paths) -> paths.forEach(path -> {
            assertThat(tokens)
                    .allMatch(token ->
                            Wire.once(service, Ask.get(path).bearer(token)).status() == 403);
            get(service, path);
        }));
        Ask kick = Ask.of("DELETE", "/api/admin/viewers/nadie/");
        assertThat(tokens)
                .allMatch(token -> Wire.once(stack.push(), kick.bearer(token)).status() == 403);
        assertThat(tokens)
                .extracting(token -> Wire.once(
                                stack.ingest(), Ask.get("/api/rechazos/").bearer(token))
                        .status())
                .containsExactly(403, 403, 200);
    }

    @Test
    void aNodeTellsWhereItStandsAndWhoWatches() {
        long head = stack.table().lastSeq(sheet.vendedorId());
        try (V1Viewer one = V1Viewer.of(sheet.vendedorId(), Filter.NONE);
                V1Viewer many = V1Viewer.ofMany()) {
            one.connect(stack.push().url()).awaitSeq(head);
            many.connect(stack.push().url());
            many.subscribe(sheet.vendedorId(), Filter.NONE);
            many.awaitSeq(sheet.vendedorId(), head);
            JsonNode nodo = get(stack.push(), "/api/admin/nodo/");

            assertThat(nodo.get("fase").stringValue()).isEqualTo("LIVE");
            assertThat(nodo.get("viewers").intValue()).isGreaterThanOrEqualTo(2);
            JsonNode mine = elements(nodo.get("vendedores"))
                    .filter(v -> v.get("vendedor_id").stringValue().equals(sheet.vendedorId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(mine.get("seq").longValue()).isEqualTo(head);
            assertThat(mine.get("filas").intValue()).isEqualTo(PRODUCTOS.size());
            assertThat(mine.get("viewers").intValue()).isEqualTo(2);
            String position = stack.table().posicion(sheet.vendedorId()).toString();
            assertThat(elements(viewers(stack.push())))
                    .extracting(viewer -> List.of(
                            viewer.get("sub").stringValue(),
                            viewer.get("rol").stringValue(),
                            viewer.get("direccion").stringValue(),
                            viewer.get("formato").stringValue(),
                            viewer.get("posicion").stringValue()))
                    .containsExactly(
                            List.of(Users.ANALISTA, "analista", Ports.HOST, "v1_one", position),
                            List.of(Users.ANALISTA, "analista", Ports.HOST, "v1_many", position));
        }
        await().atMost(LIMIT).until(() -> viewers(stack.push()).isEmpty());
    }

    @Test
    void aKickClosesExactlyThatViewerWhichComesBackAndIsSound() throws Exception {
        long head = stack.table().lastSeq(sheet.vendedorId());
        try (V1Viewer stays = V1Viewer.of(sheet.vendedorId(), Filter.NONE);
                V1Viewer goes = V1Viewer.of(sheet.vendedorId(), Filter.NONE)) {
            stays.connect(stack.push().url()).awaitSeq(head);
            goes.connect(stack.push().url()).awaitSeq(head);
            await().atMost(LIMIT).until(() -> viewers(stack.push()).size() == 2);
            String path = "/api/admin/viewers/"
                    + viewers(stack.push()).get(1).get("id").stringValue() + "/";

            assertThat(delete(stack.push(), path)).isEqualTo(204);
            assertThat(goes.closeCode()).isEqualTo(1012);
            assertThat(goes.messages("adios"))
                    .extracting(adios -> adios.get("reconectar_en_ms").intValue())
                    .containsExactly(0);
            assertThat(delete(stack.push(), path)).isEqualTo(404);

            sheet.check("d", PRODUCTOS.get(0), true);
            goes.connect(stack.push().url());
            for (V1Viewer viewer : List.of(stays, goes)) {
                viewer.awaitSeq(head + 1).assertSound();
                assertThat(viewer.states()).isEqualTo(stack.table().rows(sheet.vendedorId()));
            }
            assertThat(stays.messages("adios")).isEmpty();
        }
    }

    @Test
    void everyNodeHasWhatPostgresHas() throws Exception {
        PRODUCTOS.forEach(producto -> sheet.check("d", producto, true));
        PRODUCTOS.subList(0, 4).forEach(producto -> sheet.check("v", producto, true));
        sheet.adicional(PRODUCTOS.get(5), 7);
        sheet.cantidad(PRODUCTOS.get(6), 0);
        String path = "/api/admin/vendedor/" + sheet.vendedorId() + "/";
        JsonNode stored = await().atMost(LIMIT)
                .until(
                        () -> get(stack.ingest(), path),
                        found -> found.get("publicado_seq").equals(found.get("seq")));

        assertThat(stored.propertyNames())
                .containsExactly("vendedor_id", "epoca", "seq", "publicado_seq", "publicado_epoca", "filas");
        assertThat(stored.get("filas").size()).isEqualTo(PRODUCTOS.size());
        assertThat(new Posicion(
                        UUID.fromString(stored.get("epoca").stringValue()),
                        stored.get("seq").longValue()))
                .isEqualTo(stack.table().posicion(sheet.vendedorId()));
        String hasta = "?hasta=" + stored.get("publicado_epoca").stringValue() + ":"
                + stored.get("publicado_seq").longValue();
        for (Service node : List.of(stack.push(), stack.tuned())) {
            JsonNode shown = get(node, path + hasta);
            assertThat(shown.propertyNames()).containsExactly("vendedor_id", "epoca", "seq", "filas");
            assertThat(shown.get("seq")).isEqualTo(stored.get("seq"));
            assertThat(shown.get("epoca")).isEqualTo(stored.get("epoca"));
            assertThat(texts(shown.get("filas"))).isEqualTo(texts(stored.get("filas")));
        }
        Api.Answer unknown =
                stack.api().as(Rol.ADMIN, Users.ADMIN).get("/api/admin/vendedor/" + sheet.vendedorId() + "_/");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().get("error").stringValue()).startsWith("Vendedor no válido");
    }

    /** Each as it goes over the wire, so that keys and their order count too. */
    private static Set<String> texts(JsonNode filas) {
        Set<String> texts = new TreeSet<>();
        filas.forEach(fila -> texts.add(fila.toString()));
        return texts;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Test
    void allNodesAreAskedAndOneThatCannotBeReachedIsToldWithinTheBound() throws Exception {
        String gone = "http://" + Ports.HOST + ":" + Ports.free();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String silent = "http://" + Ports.HOST + ":" + listening.getLocalPort();
            String nodes = String.join(",", stack.push().url(), stack.tuned().url(), silent, gone);
            try (Service asking = stack.newPush("push-admin", Map.of("CARGUE_PUSH_NODOS", nodes))) {
                Stack.restart(asking);
                get(asking, "/api/admin/nodos/"); // what has never run takes a while

                long start = System.nanoTime();
                JsonNode nodos = get(asking, "/api/admin/nodos/").get("nodos");

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOLD_WITHIN);
                assertThat(nodos.findValuesAsString("url"))
                        .containsExactly(stack.push().url(), stack.tuned().url(), silent, gone);
                assertThat(nodos.findValuesAsString("fase")).containsExactly("LIVE", "LIVE");
                assertThat(nodos.findValuesAsString("error"))
                        .containsExactly("No contesta a tiempo.", "No se puede conectar.");
                assertKickedThrough(asking);
            }
        }
    }

    private void assertKickedThrough(Service asking) throws Exception {
        String nodo = "nodo=" + stack.tuned().url();
        try (V1Viewer viewer = V1Viewer.of(sheet.vendedorId(), Filter.NONE)) {
            viewer.connect(stack.tuned().url()).awaitSeq(stack.table().lastSeq(sheet.vendedorId()));
            JsonNode shown = get(asking, "/api/admin/viewers/?vendedor_id=" + sheet.vendedorId() + "&" + nodo);
            assertThat(shown.size()).isEqualTo(1);
            String path = "/api/admin/viewers/" + shown.get(0).get("id").stringValue() + "/";

            assertThat(delete(asking, path)).isEqualTo(404);
            assertThat(delete(asking, path + "?" + nodo)).isEqualTo(204);
            assertThat(viewer.closeCode()).isEqualTo(1012);
            assertThat(delete(asking, path + "?nodo=" + stack.ingest().url())).isEqualTo(400);
            viewer.assertSound();
        }
    }
}
