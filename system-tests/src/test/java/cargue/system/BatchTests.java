package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A phone's queue in one request. */
@ExtendWith(Stack.Extension.class)
class BatchTests {

    private static final String NAME = "AREPA MEDIANA 330Gr";

    private Api api;
    private Sheet sheet;
    private Sheet other;

    @BeforeEach
    void vendedores(Stack stack) {
        api = stack.api();
        sheet = Sheet.today(api, stack.newVendedor());
        other = Sheet.today(api, stack.newVendedor());
        sheet.sugerido(List.of(NAME, "B"), 10);
        other.sugerido(List.of(NAME), 10);
    }

    private Api.Answer batch(String... checks) {
        return api.post("/api/checks/", "{\"checks\":[" + String.join(",", checks) + "]}");
    }

    private static List<Integer> statuses(Api.Answer answer) {
        List<Integer> statuses = new ArrayList<>();
        answer.json()
                .get("resultados")
                .forEach(r -> statuses.add(r.get("status").intValue()));
        return statuses;
    }

    @Test
    void eachCheckIsAnsweredAsItsOwnCallWouldHaveBeen() {
        Api.Answer answer = batch(
                sheet.body(NAME, "id", "a", "d", true),
                other.body(NAME, "id", "b", "v", true),
                sheet.body(NAME, "id", "c", "v", true),
                sheet.body("NADA", "id", "d", "v", true),
                sheet.body(NAME, "id", "e", "v", "si"),
                sheet.body(NAME, "id", "f", "v", true, "d", true),
                sheet.body("B", "id", "g"));

        assertThat(statuses(answer)).containsExactly(200, 400, 200, 404, 400, 400, 400);
        List<String> ids = new ArrayList<>();
        answer.json().get("resultados").forEach(r -> ids.add(r.get("id").stringValue()));
        assertThat(ids).containsExactly("a", "b", "c", "d", "e", "f", "g");
        JsonNode body = answer.json().get("resultados").get(2).get("body");
        assertThat(body.toString())
                .isEqualTo("{\"success\":true,\"message\":\"Check actualizado correctamente\",\"v\":true,\"d\":true,"
                        + "\"total\":10,\"seq\":4,\"epoca\":" + body.get("epoca") + "}");
        assertThat(sheet.rows().get(NAME)).isEqualTo(new Sheet.Row(true, true, 10, 4));
    }

    @Test
    void anEarlierCheckOfTheBatchIsNoConflictAndAnotherPersonsIs() {
        sheet.check("d", "B", true); // seq 3, not seen by the phone
        Api.Answer answer = batch(
                sheet.body(NAME, "id", "a", "d", true, "seq_visto", 1),
                sheet.body(NAME, "id", "b", "v", true, "seq_visto", 1),
                sheet.body("B", "id", "c", "v", true, "seq_visto", 2));

        assertThat(statuses(answer)).containsExactly(200, 200, 409);
    }

    @Test
    void aBatchSentAgainAnswersByteForByteAndStillCountsAsItsOwn() {
        String[] checks = {
            sheet.body(NAME, "id", "a", "d", true, "seq_visto", 1),
            sheet.body(NAME, "id", "b", "v", true, "seq_visto", 1)
        };
        Api.Answer first = batch(checks);

        assertThat(batch(checks).text()).isEqualTo(first.text());
        // only the first reached the server: its stored answer counts as an earlier check of this batch
        sheet.check("d", "B", true, "x");
        Api.Answer resumed =
                batch(sheet.body("B", "id", "x", "d", true), sheet.body("B", "id", "y", "v", true, "seq_visto", 2));
        assertThat(statuses(resumed)).containsExactly(200, 200);
    }

    @Test
    void theIdIsTheKeyOfTheSingleCall() {
        Api.Answer single = sheet.check("d", NAME, true, "k");

        Api.Answer again = batch(sheet.body(NAME, "id", "k", "d", true), sheet.body(NAME, "id", "k", "d", false));

        JsonNode results = again.json().get("resultados");
        assertThat(results.get(0).get("body")).isEqualTo(single.json());
        assertThat(results.get(1).get("status").intValue()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"checks\":5}",
                "{\"checks\":[]}",
                "{\"checks\":[5]}",
                "{\"checks\":[{}]}",
                "{\"checks\":[{\"id\":5}]}",
                "{\"checks\":[{\"id\":\"\"}]}",
                "{\"checks\":[{\"id\":\"con espacio\"}]}",
                "{\"checks\":[{\"id\":\"ñ\"}]}"
            })
    void aMalformedEnvelopeRefusesTheWhole(String body) {
        Api.Answer answer = api.post("/api/checks/", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("campo").stringValue()).startsWith("checks");
    }

    @Test
    void fiveHundredChecksAreTakenAndNotOneMore() {
        List<String> productos = IntStream.range(0, 500).mapToObj(i -> "P" + i).toList();
        Sheet large = new Sheet(api, sheet.vendedorId(), cargue.contract.Dia.MARTES, sheet.fecha());
        large.sugerido(productos, 1);
        ObjectNode body = Api.JSON.createObjectNode();
        ArrayNode checks = body.putArray("checks");
        productos.forEach(p -> checks.add(Api.JSON.readTree(large.body(p, "id", p, "d", true))));

        Api.Answer answer = api.post("/api/checks/", body.toString());

        assertThat(statuses(answer)).hasSize(500).containsOnly(200);
        assertThat(large.rows().values()).allMatch(Sheet.Row::d);
        checks.add(checks.get(0));
        assertThat(api.post("/api/checks/", body.toString()).text()).contains("\"campo\":\"checks\"");
    }
}
