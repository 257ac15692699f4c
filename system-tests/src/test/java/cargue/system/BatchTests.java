package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Rol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The despachador of all tests has one scope for keys. */
    private final String run = UUID.randomUUID().toString();

    private Api api;
    private Api phone;
    private Sheet sheet;
    private Sheet other;

    @BeforeEach
    void vendedores(Stack stack) {
        api = stack.api();
        sheet = Sheet.today(api, stack.newVendedor());
        other = Sheet.today(api, stack.newVendedor());
        phone = api.as(Rol.VENDEDOR, sheet.vendedorId());
        sheet.sugerido(List.of(NAME, "B"), 10);
        other.sugerido(List.of(NAME), 10);
    }

    private Api.Answer batch(String... checks) {
        return batch(api, checks);
    }

    private static Api.Answer batch(Api sender, String... checks) {
        return sender.post("/api/checks/", "{\"checks\":[" + String.join(",", checks) + "]}");
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
        sheet.check("d", NAME, true);
        Api.Answer answer = batch(
                phone,
                sheet.body(NAME, "id", "a", "v", true),
                sheet.body("B", "id", "b", "v", true),
                sheet.body("NADA", "id", "c", "v", true),
                sheet.body(NAME, "id", "d", "v", "si"),
                sheet.body(NAME, "id", "e", "v", true, "d", true),
                sheet.body("B", "id", "f"));

        assertThat(statuses(answer)).containsExactly(200, 400, 404, 400, 400, 400);
        List<String> ids = new ArrayList<>();
        answer.json().get("resultados").forEach(r -> ids.add(r.get("id").stringValue()));
        assertThat(ids).containsExactly("a", "b", "c", "d", "e", "f");
        JsonNode body = answer.json().get("resultados").get(0).get("body");
        assertThat(body.toString())
                .isEqualTo("{\"success\":true,\"message\":\"Check actualizado correctamente\",\"v\":true,\"d\":true,"
                        + "\"total\":10,\"seq\":4,\"epoca\":" + body.get("epoca") + "}");
        assertThat(sheet.rows().get(NAME)).isEqualTo(new Sheet.Row(true, true, 10, 4));
    }

    @Test
    void checksOfAnyVendedoresAreAnsweredInTheRequestsOrder() {
        Api.Answer answer = batch(
                sheet.body(NAME, "id", run + "a", "d", true),
                other.body("NADA", "id", run + "b", "d", true),
                other.body(NAME, "id", run + "c", "d", true),
                sheet.body("B", "id", run + "d", "d", true));

        assertThat(statuses(answer)).containsExactly(200, 404, 200, 200);
        assertThat(sheet.rows().values()).allMatch(Sheet.Row::d);
        assertThat(other.rows().get(NAME).d()).isTrue();
    }

    @Test
    void whatTheSenderMayNotSetIsRefusedAndTheRestIsNot() {
        String[] checks = {
            sheet.body(NAME, "id", run + "d1", "d", true),
            other.body(NAME, "id", run + "d2", "d", true),
            sheet.body(NAME, "id", run + "v1", "v", true),
            other.body(NAME, "id", run + "v2", "v", true)
        };

        assertThat(statuses(batch(api.as(Rol.ANALISTA, Users.ANALISTA), checks)))
                .containsOnly(403);
        assertThat(sheet.rows().get(NAME).seq()).isEqualTo(1);
        assertThat(statuses(batch(api.as(Rol.DESPACHADOR, Users.DESPACHADOR), checks)))
                .containsExactly(200, 200, 403, 403);
        Api.Answer ofPhone = batch(phone, checks);
        assertThat(statuses(ofPhone)).containsExactly(403, 403, 200, 403);
        assertThat(sheet.rows().get(NAME).v()).isTrue();
        assertThat(other.rows().get(NAME)).isEqualTo(new Sheet.Row(false, true, 10, 2));
        assertThat(ofPhone.json().get("resultados").get(0).get("body"))
                .isEqualTo(phone.post(Sheet.path("d"), checks[0]).json());
    }

    @Test
    void anEarlierCheckOfTheBatchIsNoConflictAndAnotherPersonsIs() {
        Sheet ofAdmin = Sheet.today(api.as(Rol.ADMIN, Users.ADMIN), sheet.vendedorId());
        ofAdmin.check("d", "B", true); // seq 3, not seen by the sender
        Api.Answer answer = batch(
                sheet.body(NAME, "id", run + "a", "d", true, "seq_visto", 1),
                sheet.body(NAME, "id", run + "b", "d", false, "seq_visto", 1),
                sheet.body("B", "id", run + "c", "d", false, "seq_visto", 2));

        assertThat(statuses(answer)).containsExactly(200, 200, 409);
    }

    @Test
    void aBatchSentAgainAnswersByteForByteAndStillCountsAsItsOwn() {
        String[] checks = {
            sheet.body(NAME, "id", run + "a", "d", true, "seq_visto", 1),
            sheet.body(NAME, "id", run + "b", "d", false, "seq_visto", 1)
        };
        Api.Answer first = batch(checks);

        assertThat(batch(checks).text()).isEqualTo(first.text());
        // only the first reached the server: its stored answer counts as an earlier check of this batch
        sheet.check("d", "B", true, run + "x");
        Api.Answer resumed = batch(
                sheet.body("B", "id", run + "x", "d", true),
                sheet.body("B", "id", run + "y", "d", false, "seq_visto", 2));
        assertThat(statuses(resumed)).containsExactly(200, 200);
    }

    @Test
    void theIdIsTheKeyOfTheSingleCall() {
        Api.Answer single = sheet.check("d", NAME, true, run + "k");

        Api.Answer again =
                batch(sheet.body(NAME, "id", run + "k", "d", true), sheet.body(NAME, "id", run + "k", "d", false));

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
        Api.Answer answer = phone.post("/api/checks/", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("campo").stringValue()).startsWith("checks");
    }

    /** What a loaded machine has no time for is sent again, with the same keys, as phones do it. */
    @Test
    void fiveHundredChecksAreTakenAndNotOneMore() {
        List<String> productos = IntStream.range(0, 500).mapToObj(i -> "P" + i).toList();
        Sheet large = new Sheet(api, sheet.vendedorId(), cargue.contract.Dia.MARTES, sheet.fecha());
        Api.Answer filled =
                await().atMost(LIMIT).until(() -> large.sugerido(productos, 1, run), stored -> stored.status() != 503);
        assertThat(filled.status()).as(filled.text()).isEqualTo(200);
        ObjectNode body = Api.JSON.createObjectNode();
        ArrayNode checks = body.putArray("checks");
        productos.forEach(p -> checks.add(Api.JSON.readTree(large.body(p, "id", run + p, "d", true))));

        List<Integer> answers = await().atMost(LIMIT)
                .until(() -> statuses(api.post("/api/checks/", body.toString())), statuses -> !statuses.contains(503));

        assertThat(answers).hasSize(500).containsOnly(200);
        assertThat(large.rows().values()).allMatch(Sheet.Row::d);
        checks.add(checks.get(0));
        assertThat(api.post("/api/checks/", body.toString()).text()).contains("\"campo\":\"checks\"");
    }
}
