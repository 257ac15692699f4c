package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Rol;
import cargue.local.issuer.Claims;
import cargue.local.process.Ports;
import cargue.local.service.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What was refused under a vendedor's lock is kept, once, and told to those who may see it. */
@ExtendWith(Stack.Extension.class)
class RechazosTests {

    private static final String NAME = "AREPA MEDIANA 330Gr";
    private static final String TAPPED = "2026-01-05T12:01:02.125Z";

    private final String run = UUID.randomUUID().toString();
    private final Stack stack;
    private Api api;
    private Sheet sheet;

    RechazosTests(Stack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void fill() {
        api = stack.api();
        sheet = Sheet.today(api, stack.newVendedor());
        sheet.fill(List.of(NAME, "B"), 10);
    }

    private List<JsonNode> rechazos(String query) {
        return rechazos(api.as(Rol.ADMIN, Users.ADMIN), query);
    }

    private static List<JsonNode> rechazos(Api asking, String query) {
        Api.Answer answer = asking.get("/api/rechazos/" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/x-ndjson");
        return answer.text().lines().map(Api.JSON::readTree).toList();
    }

    private List<String> codes() {
        return rechazos("?vendedor_id=" + sheet.vendedorId()).stream()
                .map(rechazo -> rechazo.get("codigo").stringValue())
                .toList();
    }

    @Test
    void eachRefusalIsKeptWithItsReasonAndSender() {
        sheet.check("v", NAME, true);
        sheet.check("d", "NADA", true);
        sheet.cantidad("B", 0);
        sheet.check("d", "B", true);
        api.post(Sheet.path("d"), sheet.body(NAME, "d", true, "seq_visto", 0, "marcado_en", TAPPED));
        sheet.sugerido(List.of(NAME), 1);
        Sheet old =
                new Sheet(api, sheet.vendedorId(), sheet.dia(), sheet.fecha().minusDays(8));
        old.sugerido(List.of(NAME), 1);
        sheet.check("d", NAME, true, run);
        sheet.check("d", "B", true, run);
        List<JsonNode> found = rechazos("?vendedor_id=" + sheet.vendedorId());

        assertThat(found)
                .extracting(rechazo -> rechazo.get("codigo").stringValue())
                .containsExactly(
                        "CHECK_D_REQUERIDO",
                        "PRODUCTO_NO_ENCONTRADO",
                        "SIN_CANTIDAD",
                        "CAMBIO_CONCURRENTE",
                        "YA_EXISTE_SUGERIDO",
                        "FECHA_FUERA_DE_RANGO",
                        "CLAVE_REUTILIZADA");
        String at = found.get(0).get("ocurrido_en").stringValue();
        assertThat(at).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(at))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(found.get(0).toString())
                .isEqualTo("{\"ocurrido_en\":\"" + at + "\",\"vendedor_id\":\"" + sheet.vendedorId()
                        + "\",\"dia\":\"LUNES\",\"fecha\":\"" + sheet.fecha() + "\",\"producto\":\"" + NAME
                        + "\",\"codigo\":\"CHECK_D_REQUERIDO\",\"actor\":\"" + sheet.vendedorId()
                        + "\",\"rol\":\"vendedor\",\"origen\":\"app\"}");
        assertThat(found.get(1).get("actor").stringValue()).isEqualTo(Users.DESPACHADOR);
        assertThat(found.get(1).get("origen").stringValue()).isEqualTo("crm");
        assertThat(found.get(3).get("marcado_en").stringValue()).isEqualTo(TAPPED);
        assertThat(found.get(4).get("producto").isNull()).isTrue();
        assertThat(found.get(5).get("fecha").stringValue())
                .isEqualTo(sheet.fecha().minusDays(8).toString());
    }

    @Test
    void aProductIsNamedAsItsSheetSpellsIt() {
        sheet.check("v", "  AREPA   MEDIANA 330Gr", true);
        sheet.check("v", "  NADA ", true);

        assertThat(rechazos("?vendedor_id=" + sheet.vendedorId()))
                .extracting(rechazo -> rechazo.get("producto").stringValue())
                .containsExactly(NAME, "  NADA ");
    }

    @Test
    void whatIsAnsweredAgainByItsKeyIsNotKeptTwice() {
        for (int i = 0; i < 3; i++) {
            assertThat(sheet.check("v", NAME, true, run).status()).isEqualTo(400);
        }
        assertThat(codes()).containsExactly("CHECK_D_REQUERIDO");
        sheet.check("v", NAME, true); // without a key each is a request of its own
        sheet.check("d", NAME, true);
        sheet.check("d", NAME, true);
        assertThat(codes()).containsExactly("CHECK_D_REQUERIDO", "CHECK_D_REQUERIDO");
    }

    @Test
    void aBatchsRefusalsAreKeptOnceAndItsTakenChecksAreNone() {
        Sheet other = Sheet.today(api, stack.newVendedor());
        other.fill(List.of(NAME), 10);
        String batch = "{\"checks\":["
                + String.join(
                        ",",
                        sheet.body(NAME, "id", run + "a", "d", true),
                        sheet.body("NADA", "id", run + "b", "d", true),
                        other.body("NADA TAMPOCO", "id", run + "c", "d", true),
                        sheet.body("B", "id", run + "d", "d", true, "seq_visto", 0, "marcado_en", TAPPED))
                + "]}";
        String first = api.post("/api/checks/", batch).text();

        assertThat(api.post("/api/checks/", batch).text()).isEqualTo(first);
        assertThat(codes()).containsExactly("PRODUCTO_NO_ENCONTRADO", "CAMBIO_CONCURRENTE");
        assertThat(rechazos("?vendedor_id=" + other.vendedorId()))
                .extracting(rechazo -> rechazo.get("producto").stringValue())
                .containsExactly("NADA TAMPOCO");
    }

    /** A program that sends the same nonsense again and again is told no each time, and does not fill the disk. */
    @Test
    void ofAVendedorOnlySoManyAreKept() throws SQLException {
        double before = dropped();
        int sent = 0;
        for (int batch = 0; batch < 6; batch++) {
            String checks = IntStream.range(sent, sent + 450)
                    .mapToObj(i -> sheet.body("NADA " + i, "id", run + i, "d", true))
                    .collect(Collectors.joining(","));
            Api.Answer answer = Api.patiently(() -> api.post("/api/checks/", "{\"checks\":[" + checks + "]}"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("resultados")).hasSize(450);
            sent += 450;
        }
        assertThat(kept()).isBetween(2_000, 2_100); // some more in the time that this takes
        assertThat(dropped() - before).isEqualTo(sent - (double) kept());
    }

    /** Readers that do not read hold a thread each. */
    @Test
    void onlySoManyReadAllOfThemAtOnce() throws Exception {
        stack.table()
                .update(
                        "INSERT INTO rechazo (ocurrido_en, vendedor_id, dia, fecha, codigo, actor, rol, origen)"
                                + " SELECT clock_timestamp(), ?, 'LUNES', current_date, 'SIN_CANTIDAD',"
                                + " repeat('ana', 20), 'vendedor', 'app' FROM generate_series(1, 60000)",
                        sheet.vendedorId());
        String query = "/api/rechazos/?vendedor_id=" + sheet.vendedorId();
        Ask ask = Ask.get(query).bearer(Users.token(Rol.ADMIN, Users.ADMIN));
        List<Socket> readers = new ArrayList<>();
        try {
            await().atMost(Stack.START_LIMIT).until(() -> {
                Socket reader = new Socket();
                readers.add(reader);
                reader.setReceiveBufferSize(4096);
                reader.connect(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), stack.ingest().port()));
                reader.getOutputStream()
                        .write(ask.bytes(Ports.HOST + ":" + stack.ingest().port()));
                return new String(reader.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
                        .equals("HTTP/1.1 429");
            });
            assertThat(readers).hasSizeGreaterThan(1).hasSizeLessThanOrEqualTo(9);
            Api.Answer refused = api.as(Rol.ADMIN, Users.ADMIN).get(query);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().get("error").stringValue()).isEqualTo("DEMASIADAS_LECTURAS");
            assertThat(refused.headers()).containsEntry("retry-after", "1");
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
        await().atMost(Stack.START_LIMIT)
                .until(() -> api.as(Rol.ADMIN, Users.ADMIN)
                                .get(query + "&hasta=2026-01-05T00:00:00Z&desde=2026-01-04T00:00:00Z")
                                .status()
                        == 200);
    }

    /** More than are read at once. */
    @Test
    void thousandsAreToldInTheirOrderAndTheNewestWhenSoManyAreAskedFor() {
        List<String> expected = new ArrayList<>();
        for (int batch = 0; batch < 3; batch++) {
            List<String> names = IntStream.range(batch * 450, batch * 450 + 450)
                    .mapToObj(i -> "NADA " + i)
                    .toList();
            expected.addAll(names);
            String checks = String.join(
                    ",",
                    names.stream()
                            .map(name -> sheet.body(name, "id", run + name.replace(' ', '-'), "d", true))
                            .toList());
            Api.Answer answer = Api.patiently(() -> api.post("/api/checks/", "{\"checks\":[" + checks + "]}"));
            assertThat(answer.status()).isEqualTo(200);
        }
        List<JsonNode> all = rechazos("?vendedor_id=" + sheet.vendedorId());
        List<JsonNode> newest = rechazos("?limite=7&vendedor_id=" + sheet.vendedorId());

        assertThat(all)
                .extracting(rechazo -> rechazo.get("producto").stringValue())
                .containsExactlyElementsOf(expected);
        assertThat(all)
                .extracting(rechazo -> rechazo.get("ocurrido_en").stringValue())
                .isSorted();
        assertThat(newest)
                .extracting(rechazo -> rechazo.get("producto").stringValue())
                .containsExactly(
                        "NADA 1349", "NADA 1348", "NADA 1347", "NADA 1346", "NADA 1345", "NADA 1344", "NADA 1343");
    }

    @Test
    void onlyThoseOfTheTimeAskedForAreTold() {
        sheet.check("v", NAME, true);
        sheet.check("v", "B", true);
        String own = "vendedor_id=" + sheet.vendedorId();
        List<JsonNode> both = rechazos("?" + own);
        Instant second = Instant.parse(both.get(1).get("ocurrido_en").stringValue());

        assertThat(both).hasSize(2);
        assertThat(rechazos("?" + own + "&desde=" + second)).contains(both.get(1));
        assertThat(rechazos("?" + own + "&hasta=" + second)).doesNotContain(both.get(1));
        assertThat(rechazos("?" + own + "&desde=" + second.plusMillis(1))).isEmpty();
        assertThat(rechazos("?" + own + "&hasta=" + second.plusMillis(1))).isEqualTo(both);
        assertThat(rechazos("?" + own + "&hasta=" + Instant.now().minus(Duration.ofHours(25))))
                .isEmpty();
        assertThat(rechazos("?vendedor_id=NADIE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "desde=ayer, desde",
        "desde=2026-01-05, desde",
        "hasta=x, hasta",
        "hasta=%2B999999999-01-01T00:00:00Z, hasta",
        "desde=2026-01-06T00:00:00Z&hasta=2026-01-05T00:00:00Z, hasta",
        "desde=2026-01-05T00:00:00Z&hasta=2026-02-05T00:00:01Z, desde",
        "limite=0, limite",
        "limite=1001, limite",
        "limite=-1, limite",
        "limite=diez, limite",
        "limite=1.5, limite",
        "vendedor_id=con-guion, vendedor_id",
        "vendedor_id=, vendedor_id"
    })
    void whatCannotBeIsNamed(String query, String campo) {
        Api.Answer answer = api.as(Rol.ADMIN, Users.ADMIN).get("/api/rechazos/?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("error").stringValue()).isEqualTo("CAMPO_INVALIDO");
        assertThat(answer.json().get("campo").stringValue()).isEqualTo(campo);
        assertThat(answer.json().get("message").stringValue()).startsWith("El campo " + campo);
    }

    @Test
    void noMoreThanThirtyOneDaysAreAskedForAtOnce() {
        String past = Instant.now().minus(31, ChronoUnit.DAYS).plusSeconds(60).toString();

        assertThat(api.as(Rol.ADMIN, Users.ADMIN)
                        .get("/api/rechazos/?limite=1&desde=" + past)
                        .status())
                .isEqualTo(200);
    }

    /** Each start begins with a pruning. */
    @Test
    void whatIsOlderThanThirtyOneDaysIsPruned() throws Exception {
        for (int days : List.of(30, 32)) {
            stack.table()
                    .update(
                            "INSERT INTO rechazo (ocurrido_en, vendedor_id, dia, fecha, codigo, actor, rol, origen)"
                                    + " VALUES (clock_timestamp() - interval '" + days + " days', ?, 'LUNES',"
                                    + " current_date, 'SIN_CANTIDAD', 'ana', 'vendedor', 'app')",
                            sheet.vendedorId());
        }
        try (Service pruning = stack.newIngest("ingest-poda")) {
            Stack.restart(pruning);
            await().atMost(Stack.START_LIMIT).until(() -> kept(), kept -> kept < 2);
        }
        String past = Instant.now().minus(31, ChronoUnit.DAYS).plusSeconds(60).toString();
        assertThat(rechazos("?vendedor_id=" + sheet.vendedorId() + "&desde=" + past))
                .hasSize(1);
        assertThat(kept()).isEqualTo(1);
    }

    private double dropped() {
        return api.as(Rol.ADMIN, Users.ADMIN)
                .get("/actuator/metrics/cargue.ingest.rechazos.dropped")
                .json()
                .at("/measurements/0/value")
                .doubleValue();
    }

    private int kept() throws SQLException {
        try (Connection connection = stack.table().connect();
                PreparedStatement select =
                        connection.prepareStatement("SELECT count(*) FROM rechazo WHERE vendedor_id = ?")) {
            select.setString(1, sheet.vendedorId());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    @Test
    void anAnalistaWhoIsLimitedSeesOnlyTheirs() {
        Sheet other = Sheet.today(api, stack.newVendedor());
        other.fill(List.of(NAME), 10);
        sheet.check("v", NAME, true);
        other.check("v", NAME, true);
        Api limited = api.as(stack.issuer()
                .token(Claims.of(Rol.ANALISTA, "limitada").with("vendedores", List.of(sheet.vendedorId()))));
        Api ofNobody =
                api.as(stack.issuer().token(Claims.of(Rol.ANALISTA, "de nadie").with("vendedores", List.of())));

        for (String query : List.of("", "?limite=1000")) {
            assertThat(rechazos(limited, query))
                    .extracting(rechazo -> rechazo.get("vendedor_id").stringValue())
                    .containsExactly(sheet.vendedorId());
            assertThat(rechazos(ofNobody, query)).isEmpty();
            assertThat(rechazos(api.as(Rol.ANALISTA, Users.ANALISTA), query))
                    .extracting(rechazo -> rechazo.get("vendedor_id").stringValue())
                    .contains(sheet.vendedorId(), other.vendedorId());
        }
        assertThat(rechazos(limited, "?vendedor_id=" + sheet.vendedorId())).hasSize(1);
        assertThat(limited.get("/api/rechazos/?vendedor_id=" + other.vendedorId())
                        .status())
                .isEqualTo(403);
    }
}
