package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Dia;
import cargue.contract.Rol;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The phone's and the CRM's exact requests get the exact answers that they know. */
@ExtendWith(Stack.Extension.class)
class HttpContractTests {

    private static final String V = "/api/actualizar-check-vendedor/";
    private static final String D = "/api/actualizar-check-despachador/";
    private static final String NAME = "AREPA MEDIANA 330Gr";

    private Api api;
    private Api phone;
    private String id;
    private Sheet sheet;

    @BeforeEach
    void vendedor(Stack stack) {
        api = stack.api();
        id = stack.newVendedor();
        phone = api.as(Rol.VENDEDOR, id);
        sheet = Sheet.today(api, id);
    }

    private void assertAnswer(Api.Answer answer, int status, String text) {
        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/json");
    }

    private String epoca() {
        return sheet.check("v", NAME, false).json().get("epoca").stringValue();
    }

    @Test
    void aMorningWithTheTextsThatAppsKnow() {
        assertAnswer(
                sheet.sugerido(List.of(NAME, "LIBRA MASA"), 100),
                200,
                "{\"success\":true,\"message\":\"Sugerido guardado correctamente (2 productos)\"}");
        assertAnswer(
                sheet.check("v", NAME, true),
                400,
                "{\"error\":\"CHECK_D_REQUERIDO\",\"message\":\"No puedes marcar el check de Vendedor hasta que el"
                        + " Despachador lo haya marcado en el CRM.\"}");
        String epoca = epoca();
        assertAnswer(
                sheet.check("d", NAME, true),
                200,
                "{\"success\":true,\"message\":\"Check actualizado correctamente\",\"v\":false,\"d\":true,\"total\":100,"
                        + "\"seq\":3,\"epoca\":\"" + epoca + "\"}");
        assertAnswer(
                sheet.check("v", NAME, true),
                200,
                "{\"success\":true,\"message\":\"Check actualizado correctamente\",\"v\":true,\"d\":true,\"total\":100,"
                        + "\"seq\":4,\"epoca\":\"" + epoca + "\"}");
        assertAnswer(
                sheet.cantidad(NAME, 0),
                200,
                "{\"success\":true,\"message\":\"Cantidad corregida correctamente\",\"producto\":\"" + NAME
                        + "\",\"cantidad_anterior\":100,\"cantidad_nueva\":0,\"total_recalculado\":0,\"seq\":5,"
                        + "\"epoca\":\"" + epoca + "\"}");
        assertThat(sheet.rows().get(NAME)).isEqualTo(new Sheet.Row(false, false, 0, 5));
        assertAnswer(
                sheet.check("d", NAME, true),
                400,
                "{\"error\":\"SIN_CANTIDAD\",\"message\":\"No puedes marcar el check sin cantidad de producto.\"}");
    }

    @Test
    void theRequestOfThePhoneWordForWord() {
        sheet.sugerido(List.of(NAME), 100);
        sheet.check("d", NAME, true);
        String body = "{\"vendedor_id\":\"" + id + "\",\"dia\":\"LUNES\",\"fecha\":\"" + sheet.fecha()
                + "\",\"producto\":\"" + NAME + "\",\"v\":true}";

        assertThat(api.post(V, body).json().get("v").booleanValue()).isTrue();
        assertThat(api.post("/api/actualizar-check-vendedor", body).status()).isEqualTo(200);
    }

    @Test
    void aCheckThatStandsAlreadyIsNoEvent() {
        sheet.sugerido(List.of(NAME), 1);
        long seq = sheet.check("d", NAME, true).seq();

        assertThat(sheet.check("d", NAME, true).seq()).isEqualTo(seq);
        assertThat(sheet.check("v", NAME, false).seq()).isEqualTo(seq);
    }

    @Test
    void aMissingValueUnticks() {
        sheet.sugerido(List.of(NAME), 1);
        sheet.check("d", NAME, true);
        sheet.check("v", NAME, true);

        assertThat(api.post(D, sheet.body(NAME)).json().get("v").booleanValue()).isFalse();
        assertThat(sheet.rows().get(NAME).d()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIERCOLES", "MIÉRCOLES", "miércoles", "MIE\u0301RCOLES", " Miercoles "})
    void oneDayHoweverItIsWritten(String dia) {
        Sheet miercoles = new Sheet(api, id, Dia.MIERCOLES, sheet.fecha());
        miercoles.sugerido(List.of(NAME), 7);
        String body = miercoles.body(NAME, "d", true).replace("MIERCOLES", dia);

        assertThat(api.post(D, body).json().get("total").intValue()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AREPA MEDIANA 330Gr", "AREPA  MEDIANA 330Gr", " AREPA MEDIANA\u00a0330Gr "})
    void oneProductHoweverItIsSpaced(String producto) {
        sheet.sugerido(List.of("AREPA  MEDIANA 330Gr"), 7);

        assertThat(sheet.check("d", producto, true).status()).isEqualTo(200);
        assertThat(sheet.rows()).containsOnlyKeys("AREPA  MEDIANA 330Gr");
    }

    @Test
    void awkwardNamesComeBackAsTheyWereSent() {
        List<String> names = Sheet.productos(36);
        sheet.sugerido(names, 5);
        names.forEach(name -> assertThat(sheet.check("d", name, true).status()).isEqualTo(200));

        assertThat(sheet.rows().keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void aFechaWithATimeIsItsDate() {
        sheet.sugerido(List.of(NAME), 7);
        String body = sheet.body(NAME, "d", true).replace(sheet.fecha().toString(), sheet.fecha() + "T23:30:00.000Z");

        assertThat(api.post(D, body).status()).isEqualTo(200);
        assertThat(sheet.rows().get(NAME).d()).isTrue();
    }

    @Test
    void aMondaysSheetOnAnyDateIsASheetOfItsOwn() {
        Sheet other = new Sheet(api, id, Dia.JUEVES, sheet.fecha());
        sheet.sugerido(List.of(NAME), 1);

        assertThat(other.rows()).isEmpty();
        assertThat(other.check("d", NAME, true).status()).isEqualTo(404);
    }

    @Test
    void anUnknownProductMakesNoGhostRow() {
        assertAnswer(sheet.check("v", "NADA", true), 404, "{\"error\":\"Producto no encontrado en cargue\"}");
        assertAnswer(sheet.cantidad("NADA", 1), 404, "{\"error\":\"Producto no encontrado en cargue\"}");
        assertAnswer(sheet.adicional("NADA", 1), 404, "{\"error\":\"Producto no encontrado en cargue\"}");
        assertThat(sheet.rows()).isEmpty();
    }

    /** To who might see it if it were one. */
    @ParameterizedTest
    @ValueSource(strings = {"id1", "ID99", "", "ID 1", "ÍD1", "IIIIIIIIIIIIIIIIIIIII"})
    void anUnknownVendedorIsNamed(String unknown) {
        assertAnswer(
                new Sheet(api, unknown, Dia.LUNES, sheet.fecha()).check("d", NAME, true),
                400,
                "{\"error\":\"Vendedor no válido: " + unknown + "\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"vendedor_id":5}                                | vendedor_id
                    {"vendedor_id":null}                             | vendedor_id
                    {"vendedor_id":["ID1"]}                          | vendedor_id
                    {"vendedor_id":"I\\u0000"}                       | vendedor_id
                    {"vendedor_id":"I\\ud800"}                       | vendedor_id
                    {"dia":"LUNE"}                                   | dia
                    {"dia":null}                                     | dia
                    {"dia":1}                                        | dia
                    {"dia":""}                                       | dia
                    {"fecha":"2026-02-30"}                           | fecha
                    {"fecha":"05/01/2026"}                           | fecha
                    {"fecha":20260105}                               | fecha
                    {"fecha":""}                                     | fecha
                    {"producto":" "}                                 | producto
                    {"producto":7}                                   | producto
                    {"producto":"A\\tB"}                             | producto
                    {"producto":"A\\ud83d"}                          | producto
                    {"v":"true"}                                     | v
                    {"v":1}                                          | v
                    {"v":null}                                       | v
                    {"seq_visto":"5"}                                | seq_visto
                    {"seq_visto":5.0}                                | seq_visto
                    {"seq_visto":-1}                                 | seq_visto
                    {"seq_visto":99999999999999999999}               | seq_visto
                    {"epoca":"ayer"}                                 | epoca
                    {"marcado_en":"2026-01-05"}                      | marcado_en
                    {"marcado_en":1767600000}                        | marcado_en
                    """)
    void aWrongFieldIsNamed(String wrong, String campo) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        Api.JSON.readTree(sheet.body(NAME, "v", true)).properties().forEach(f -> fields.put(f.getKey(), f.getValue()));
        Api.JSON.readTree(wrong).properties().forEach(f -> fields.put(f.getKey(), f.getValue()));
        String body = fields.entrySet().stream()
                .map(f -> "\"" + f.getKey() + "\":" + (f.getKey().equals(campo) ? raw(wrong) : f.getValue()))
                .collect(Collectors.joining(",", "{", "}"));

        Api.Answer answer = phone.post(V, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("error").stringValue()).isEqualTo("CAMPO_INVALIDO");
        assertThat(answer.json().get("campo").stringValue()).isEqualTo(campo);
        assertThat(answer.json().get("message").stringValue()).contains(campo);
    }

    /** The value as it is written, which a parser might mend. */
    private static String raw(String object) {
        return object.substring(object.indexOf(':') + 1, object.lastIndexOf('}'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vendedor_id", "dia", "fecha", "producto"})
    void aMissingFieldIsNamed(String campo) {
        String body = sheet.body(NAME, "v", true).replace("\"" + campo + "\"", "\"x\"");

        assertAnswer(
                phone.post(V, body),
                400,
                "{\"error\":\"CAMPO_INVALIDO\",\"campo\":\"" + campo + "\",\"message\":\"Falta el campo " + campo
                        + ".\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "x", "[]", "null", "5", "{\"v\":true}{}", "{\"v\":true,\"v\":false}", "{\"v\":tru}"})
    void aBodyThatIsNoObjectIsTold(String body) {
        Api.Answer answer = phone.post(V, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("campo").stringValue()).isEqualTo("cuerpo");
    }

    @Test
    void unknownFieldsAreIgnored() {
        sheet.sugerido(List.of(NAME), 1);

        assertThat(api.post(D, sheet.body(NAME, "d", true, "v", "nada", "usuario", 5))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void eachRefusalComesBeforeTheNext() {
        sheet.sugerido(List.of("VACIO"), 0);
        String unknownVendedor = sheet.body("NADA", "v", true).replace("\"" + id + "\"", "\"nadie\"");

        // a wrong field before another's vendedor, that before an unknown vendedor, that before an unknown product
        assertThat(phone.post(V, unknownVendedor.replace("LUNES", "AYER")).text())
                .contains("\"campo\":\"dia\"");
        assertThat(phone.post(V, unknownVendedor).text()).contains("NO_PERMITIDO");
        assertThat(api.as(Rol.VENDEDOR, "nadie").post(V, unknownVendedor).text())
                .contains("Vendedor no válido: nadie");
        assertThat(sheet.check("v", "NADA", true).status()).isEqualTo(404);
        // unchanged before conflict, conflict before the rules, D before the quantity
        String epoca = "01900000-0000-7000-8000-000000000000";
        assertThat(api.post(V, sheet.body("VACIO", "v", false, "epoca", epoca)).status())
                .isEqualTo(200);
        assertThat(api.post(V, sheet.body("VACIO", "v", true, "epoca", epoca)).text())
                .contains("CAMBIO_CONCURRENTE");
        assertThat(api.post(V, sheet.body("VACIO", "v", true, "seq_visto", 0)).text())
                .contains("CAMBIO_CONCURRENTE");
        assertThat(sheet.check("v", "VACIO", true).text()).contains("CHECK_D_REQUERIDO");
        assertThat(sheet.check("d", "VACIO", true).text()).contains("SIN_CANTIDAD");
    }

    @Test
    void aConflictTellsTheRowAsItIs() {
        sheet.sugerido(List.of(NAME), 9);
        sheet.check("d", NAME, true);

        assertAnswer(
                api.post(V, sheet.body(NAME, "v", true, "seq_visto", 1)),
                409,
                "{\"error\":\"CAMBIO_CONCURRENTE\",\"message\":\"El renglón cambió después de lo que viste. Revisa cómo"
                        + " está ahora y decide de nuevo.\",\"v\":false,\"d\":true,\"total\":9,\"seq\":2,\"epoca\":\""
                        + epoca() + "\"}");
        assertThat(api.post(V, sheet.body(NAME, "v", true, "seq_visto", 2)).status())
                .isEqualTo(200);
    }

    @Test
    void aSecondSugeridoIsRefusedUnlessAllRowsAreEmpty() {
        sheet.sugerido(List.of(NAME, "B"), 0);
        sheet.adicional(NAME, 3);
        sheet.sugerido(List.of(NAME, "C"), 10);

        assertThat(sheet.rows().get(NAME).total()).isEqualTo(13);
        assertAnswer(
                sheet.sugerido(List.of(NAME), 1),
                409,
                "{\"error\":\"YA_EXISTE_SUGERIDO\",\"message\":\"Ya existe un sugerido para LUNES " + sheet.fecha()
                        + ". No se puede enviar otro.\",\"productos_existentes\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "[null]",
                "[{\"nombre\":\"A\",\"cantidad\":-1}]",
                "[{\"nombre\":\"A\",\"cantidad\":1000001}]",
                "[{\"nombre\":\"A\",\"cantidad\":1.5}]",
                "[{\"nombre\":\"A\"}]",
                "[{\"cantidad\":1}]",
                "[{\"nombre\":\"A B\",\"cantidad\":1},{\"nombre\":\"A  B\",\"cantidad\":2}]"
            })
    void aSugeridoIsStoredWholeOrNotAtAll(String productos) {
        String body = "{\"vendedor_id\":\"" + id + "\",\"dia\":\"LUNES\",\"fecha\":\"" + sheet.fecha()
                + "\",\"productos\":" + productos + "}";

        Api.Answer answer = api.post("/api/guardar-sugerido/", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("campo").stringValue()).startsWith("productos");
        assertThat(sheet.rows()).isEmpty();
    }

    @Test
    void rowsAreMadeFromSevenDaysBackToTwentyOneAhead() {
        LocalDate today = LocalDate.now(ZoneId.of("America/Bogota"));

        assertThat(on(today.minusDays(7)).sugerido(List.of(NAME), 1).status()).isEqualTo(200);
        assertThat(on(today.plusDays(21)).sugerido(List.of(NAME), 1).status()).isEqualTo(200);
        assertThat(on(today.minusDays(8)).sugerido(List.of(NAME), 1).text()).contains("FECHA_FUERA_DE_RANGO");
        assertThat(on(today.plusDays(22)).sugerido(List.of(NAME), 1).text()).contains("FECHA_FUERA_DE_RANGO");
        assertThat(api.post("/api/actualizar-renglon/", on(today.plusDays(22)).body(NAME, "crear", true))
                        .text())
                .contains("FECHA_FUERA_DE_RANGO");
    }

    private Sheet on(LocalDate fecha) {
        return new Sheet(api, id, Dia.LUNES, fecha);
    }

    @Test
    void aSheetHasAtMost500Rows() {
        List<String> productos = IntStream.range(0, 500).mapToObj(i -> "P" + i).toList();
        // What a loaded machine has no time for is sent again, with the same key, as phones do it.
        Api.Answer filled = await().atMost(Duration.ofSeconds(60))
                .until(() -> sheet.sugerido(productos, 0, id), stored -> stored.status() != 503);
        assertThat(filled.status()).as(filled.text()).isEqualTo(200);

        assertThat(api.post("/api/actualizar-renglon/", sheet.body("MAS", "crear", true))
                        .text())
                .contains("DEMASIADOS_PRODUCTOS");
        assertThat(sheet.sugerido(List.of("P0", "MAS"), 1).text()).contains("DEMASIADOS_PRODUCTOS");
        assertThat(sheet.sugerido(List.of("P0"), 1).status()).isEqualTo(200);
    }

    @Test
    void aVendedorHasAtMost60SheetsOfTodayOrLater() {
        List<Sheet> sheets = new ArrayList<>();
        for (int day = 0; day < 9; day++) {
            for (Dia dia : Dia.values()) {
                sheets.add(new Sheet(api, id, dia, sheet.fecha().plusDays(day)));
            }
        }
        sheets.subList(0, 60)
                .forEach(s -> assertThat(s.sugerido(List.of(NAME), 1).status()).isEqualTo(200));

        assertThat(sheets.get(60).sugerido(List.of(NAME), 1).text()).contains("DEMASIADAS_PLANILLAS");
        assertThat(api.post("/api/actualizar-renglon/", sheets.get(0).body("OTRO", "crear", true))
                        .status())
                .isEqualTo(200);
        assertThat(on(sheet.fecha().minusDays(1)).sugerido(List.of(NAME), 1).status())
                .isEqualTo(200);
    }

    @Test
    void aRowIsAddedOnlyWhenAskedFor() {
        Api.Answer answer =
                api.post("/api/actualizar-renglon/", sheet.body(NAME, "crear", true, "adicional", 5, "dctos", 2));

        assertAnswer(
                answer,
                200,
                "{\"vendedor_id\":\"" + id + "\",\"dia\":\"LUNES\",\"fecha\":\"" + sheet.fecha() + "\",\"producto\":\""
                        + NAME + "\",\"cantidad\":0,\"adicional\":5,\"dctos\":2,\"devoluciones\":0,\"vencidas\":0,"
                        + "\"total\":3,\"v\":false,\"d\":false,\"seq\":1,\"epoca\":\"" + epoca() + "\"}");
        assertThat(api.post("/api/actualizar-renglon/", sheet.body(NAME)).text())
                .contains("\"campo\":\"adicional\"");
        assertThat(api.post("/api/actualizar-renglon/", sheet.body(NAME, "vencidas", -1))
                        .text())
                .contains("\"campo\":\"vencidas\"");
    }

    @Test
    void theWholeSheetIsKeyedByProduct() {
        sheet.sugerido(List.of(NAME), 100);
        sheet.check("d", NAME, true);
        Map<String, String> query = Map.of("vendedor_id", id, "dia", "lunes", "fecha", sheet.fecha() + "T00:00:00");

        assertAnswer(
                api.get("/api/obtener-cargue/", query),
                200,
                "{\"" + NAME + "\":{\"quantity\":\"100\",\"cantidad\":100,\"adicional\":0,\"dctos\":0,"
                        + "\"devoluciones\":0,\"vencidas\":0,\"total\":100,\"v\":false,\"d\":true,\"seq\":2}}");
        assertThat(api.get("/api/obtener-cargue/?vendedor_id=nadie&dia=LUNES&fecha=2026-01-05")
                        .text())
                .isEqualTo("{\"error\":\"Vendedor no válido: nadie\"}");
    }

    @Test
    void theDaysStateTellsWhetherLoadingHasBegun() {
        String path = "/api/verificar-estado-dia/?vendedor_id=" + id.toLowerCase(java.util.Locale.ROOT)
                + "&dia=LUNES&fecha=" + sheet.fecha();
        sheet.sugerido(List.of(NAME), 100);

        assertThat(api.get(path).text()).contains("\"estado\":\"SUGERIDO\"", "\"total_productos\":1");
        sheet.check("d", NAME, true);
        assertAnswer(
                api.get(path),
                200,
                "{\"success\":true,\"completado\":false,\"estado\":\"DESPACHO\",\"puede_editar\":true,\"mensaje\":\"Día"
                        + " en despacho\",\"fecha\":\"" + sheet.fecha() + "\",\"dia\":\"LUNES\",\"tiene_datos\":true,"
                        + "\"total_productos\":1,\"vendedor_id\":\"" + id + "\"}");
        assertAnswer(
                api.get("/api/verificar-estado-dia/?vendedor_id=ID1&dia=LUNES"),
                400,
                "{\"success\":false,\"error\":\"Faltan parámetros requeridos: vendedor_id, dia, fecha\"}");
        assertAnswer(
                api.get("/api/verificar-estado-dia/?vendedor_id=nadie&dia=LUNES&fecha=2026-01-05"),
                400,
                "{\"success\":false,\"error\":\"Vendedor ID inválido: nadie\"}");
    }

    @Test
    void theLastUpdateMovesWithEveryChangeAndOnlyThen() {
        String path = "/api/cargue/verificar-actualizaciones/?idSheet=" + id + "&dia=LUNES&fecha=" + sheet.fecha();

        assertAnswer(api.get(path), 200, "{\"last_update\":null}");
        sheet.fill(List.of(NAME), 100);
        String first = api.get(path).text();
        assertThat(first).matches("\\{\"last_update\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"}");
        sheet.check("v", NAME, false);
        assertThat(api.get(path).text()).isEqualTo(first);
        sheet.check("d", NAME, true);
        assertThat(api.get(path).text()).isGreaterThan(first);
        assertAnswer(
                api.get("/api/cargue/verificar-actualizaciones/?idSheet=ID1"),
                400,
                "{\"error\":\"Faltan parámetros\"}");
        assertAnswer(
                api.get("/api/cargue/verificar-actualizaciones/?idSheet=nadie&dia=LUNES&fecha=2026-01-05"),
                200,
                "{\"last_update\":null}");
    }

    @Test
    void vendedoresAreListedAddedAndRenamed() {
        assertThat(api.get("/api/vendedores/").text())
                .startsWith("[{\"vendedor_id\":\"ID1\",\"nombre\":\"Vendedor 1\"},{\"vendedor_id\":\"ID2\",");
        assertAnswer(
                api.put("/api/vendedores/" + id + "/", "{\"nombre\":\"Ñandú\"}"),
                200,
                "{\"vendedor_id\":\"" + id + "\",\"nombre\":\"Ñandú\"}");
        assertThat(api.put("/api/vendedores/MUY-LARGO", "{\"nombre\":\"A\"}").text())
                .contains("\"campo\":\"vendedor_id\"");
        assertThat(api.put("/api/vendedores/" + id, "{\"nombre\":\" \"}").text())
                .contains("\"campo\":\"nombre\"");
    }

    @Test
    void whatIsNotACallIsToldInJson() {
        assertThat(api.get(V).status()).isEqualTo(405);
        assertThat(api.get(V).json().get("error").stringValue()).isEqualTo("METODO_NO_PERMITIDO");
        assertThat(api.get("/api/nada").status()).isEqualTo(404);
        Api.Answer text = phone.send(phone.json(V)
                .setHeader("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build());
        assertThat(text.status()).isEqualTo(415);
        assertThat(text.json().get("error").stringValue()).isEqualTo("TIPO_NO_SOPORTADO");
    }

    @Test
    void aBodyOverItsLimitIsRefusedBeforeItsTypeAndContent() {
        String large = " ".repeat(256 * 1024 + 1);
        Api.Answer answer = phone.send(phone.json(V)
                .setHeader("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(large))
                .build());

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("error").stringValue()).isEqualTo("CUERPO_DEMASIADO_GRANDE");
        assertThat(phone.post("/api/checks/", large).status()).isEqualTo(400);
        assertThat(phone.post("/api/checks/", " ".repeat(1024 * 1024 + 1)).status())
                .isEqualTo(413);
    }
}
