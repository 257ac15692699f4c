package cargue.push.kafka;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.LATER;
import static cargue.push.historia.Pasado.check;
import static cargue.push.historia.Pasado.epoca;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.push.kafka.PushNode.Answer;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of a vendedor out of a real Kafka; each test has a vendedor of its own. */
class EventosTests {

    private static final AtomicInteger VENDEDORES = new AtomicInteger();
    private final Instant ayer = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    private final LocalDate fecha = ayer.atZone(ZoneOffset.UTC).toLocalDate();

    @TempDir
    static Path dir;

    private static TestBroker broker;
    private static TestBroker.Sender sender;
    private static PushNode node;

    private final String vendedor = "E" + VENDEDORES.incrementAndGet();
    private final String path = "/api/eventos/" + vendedor + "/";

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(dir).start();
        broker.createTopic();
        sender = broker.sender();
        node = new PushNode(broker.address(), "cargue.seguridad.origenes=http://analista.example");
    }

    @AfterAll
    static void stop() {
        node.close();
        sender.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void givesEachEventOnceInOrderAsTheTopicHasIt(String slash) {
        CheckEvento first = happened(1, "AREPA \"Ñ\" 1/2 #3", ayer);
        CheckEvento second = happened(2, "B", ayer.plusSeconds(1));
        CheckEvento third = happened(3, "A", ayer.plusSeconds(2));
        // Some of these are in the same partition.
        IntStream.rangeClosed(1, 24).forEach(i -> sender.send(check("otro" + i, EPOCA, 1, fecha, "A", ayer)));
        send(first, second, first, second, third, third);

        Answer answer = node.get("/api/eventos/" + vendedor + slash, Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).containsExactly("application/x-ndjson");
        assertThat(answer.headers().get("cache-control")).containsExactly("no-store");
        assertThat(answer.body()).isEqualTo(lines(first, second, third) + fin(3, EPOCA, 3));
    }

    @Test
    void ofAVendedorThatKafkaKnowsNothingOfOnlyTheEndComes() {
        assertThat(get("")).isEqualTo("{\"type\":\"fin\",\"eventos\":0,\"epoca\":null,\"seq\":0}\n");
    }

    @Test
    void readsThousandsOfEventsInOrder() {
        int events = 5000;
        for (int seq = 1; seq <= events; seq++) {
            sender.send(happened(seq, "P" + seq % 36, ayer.plusMillis(seq)));
        }
        sender.flush();
        List<String> lines = Arrays.asList(get("").split("\n", -1));
        assertThat(lines).hasSize(events + 2);
        for (int seq = 1; seq <= events; seq++) {
            assertThat(lines.get(seq - 1)).contains("\"seq\":" + seq + ",");
        }
    }

    @Test
    void dropsWhatComesLateFromAnEpocaThatHasEnded() {
        CheckEvento old = happened(9, "A", ayer);
        EpocaEvento begin = epoca(vendedor, LATER, 2, ayer.plusSeconds(1));
        CheckEvento restated = check(vendedor, LATER, 2, fecha, "A", ayer.plusSeconds(2));
        CheckEvento late = happened(10, "A", ayer.plusMillis(500));
        send(old, begin, late, restated, begin, old);

        assertThat(get("")).isEqualTo(lines(old, begin, restated) + fin(3, LATER, 2));
    }

    @Test
    void aFilterKeepsOnlyTheChangesOfThoseSheets() {
        CheckEvento lunes = happened(1, "A", ayer);
        CheckEvento martes = check(vendedor, EPOCA, 2, fecha, Dia.MARTES, "A", ayer.plusSeconds(1));
        CheckEvento other = check(vendedor, EPOCA, 3, fecha.minusDays(40), Dia.MARTES, "A", ayer.plusSeconds(2));
        EpocaEvento begin = epoca(vendedor, LATER, 1, ayer.plusSeconds(3));
        send(lunes, martes, other, begin);

        assertThat(get("?fecha=" + fecha)).isEqualTo(lines(lunes, martes) + fin(2, LATER, 1));
        assertThat(get("?fecha=" + fecha.minusDays(40))).isEqualTo(lines(other) + fin(1, LATER, 1));
        assertThat(get("?dia=martes")).isEqualTo(lines(martes, other) + fin(2, LATER, 1));
        assertThat(get("?fecha=" + fecha + "T05:00:00&dia=LUNES")).isEqualTo(lines(lunes) + fin(1, LATER, 1));
        assertThat(get("?dia=DOMINGO")).isEqualTo(fin(0, LATER, 1));
        assertThat(get("")).isEqualTo(lines(lunes, martes, other, begin) + fin(4, LATER, 1));
    }

    @Test
    void desdeIsTheFirstInstantTakenAndHastaTheFirstNotTaken() {
        CheckEvento first = happened(1, "A", ayer);
        CheckEvento second = happened(2, "B", ayer.plusMillis(1));
        CheckEvento third = happened(3, "C", ayer.plusMillis(2));
        send(first, second, third);

        assertThat(get("?desde=" + second.ocurridoEn())).isEqualTo(lines(second, third) + fin(2, EPOCA, 3));
        assertThat(get("?hasta=" + second.ocurridoEn())).isEqualTo(lines(first) + fin(1, EPOCA, 1));
        assertThat(get("?desde=" + second.ocurridoEn() + "&hasta=" + third.ocurridoEn()))
                .isEqualTo(lines(second) + fin(1, EPOCA, 2));
        assertThat(get("?desde=" + ayer.plusSeconds(1))).isEqualTo(fin(0, null, 0));
    }

    @Test
    void startsInTheLogNearDesdeAndStillFindsWhatKafkaGotMuchLaterOrByAClockBehind() {
        Instant desde = ayer.plusSeconds(3600);
        CheckEvento before = happened(1, "A", desde.minusSeconds(1));
        CheckEvento clockBehind = happened(2, "B", desde);
        CheckEvento afterAnOutage = happened(3, "C", desde.plusSeconds(1));
        sender.put(before, before.ocurridoEn().minusSeconds(240));
        sender.put(clockBehind, clockBehind.ocurridoEn().minusSeconds(240));
        sender.put(afterAnOutage, Instant.now());

        assertThat(get("?desde=" + desde)).isEqualTo(lines(clockBehind, afterAnOutage) + fin(2, EPOCA, 3));
    }

    @Test
    void skipsAndCountsWhatIsNoEvent() {
        CheckEvento first = happened(1, "A", ayer);
        CheckEvento second = happened(2, "B", ayer.plusSeconds(1));
        double before = unreadable();
        send(first);
        sender.send(vendedor, "not JSON".getBytes(UTF_8));
        sender.send(vendedor, "{\"schema\":2}".getBytes(UTF_8));
        sender.send(vendedor, EventoJson.write(check("otro", EPOCA, 7, fecha, "A", ayer)));
        sender.send(vendedor, null);
        send(second);

        assertThat(get("")).isEqualTo(lines(first, second) + fin(2, EPOCA, 2));
        assertThat(unreadable()).isEqualTo(before + 4);
    }

    private static double unreadable() {
        return node.count("cargue.push.historia.records.unreadable");
    }

    @Test
    void aValueOfSeveralLinesIsOneLine() {
        CheckEvento event = happened(1, "A", ayer);
        String value = new String(EventoJson.write(event), UTF_8);
        sender.send(vendedor, value.replace(",\"seq\"", ",\r\n\"seq\"").getBytes(UTF_8));
        sender.flush();

        assertThat(get("")).isEqualTo(value.replace(",\"seq\"", ",  \"seq\"") + "\n" + fin(1, EPOCA, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "fecha=2026-13-01,fecha",
        "fecha=,fecha",
        "dia=LUN,dia",
        "desde=ayer,desde",
        "desde=2026-01-05,desde",
        "desde=%2B999999999-01-01T00:00:00Z,desde",
        "hasta=2026-01-05T12:00,hasta",
        "desde=2026-01-05T12:00:00Z&hasta=2026-01-05T12:00:00Z,hasta"
    })
    void refusesWhatIsNotOfItsForm(String query, String campo) {
        Answer answer = node.get(path + "?" + query, Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().get("content-type")).containsExactly("application/json;charset=utf-8");
        assertThat(answer.body()).startsWith("{\"error\":\"CAMPO_INVALIDO\",\"campo\":\"" + campo + "\",\"message\":");
    }

    @Test
    void refusesAnIdThatCannotBeOne() {
        Answer answer = node.get("/api/eventos/" + URLEncoder.encode("ñ", UTF_8) + "/", Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"campo\":\"vendedor_id\"");
    }

    @Test
    void onlyPagesThatAreListedMayRead() {
        Answer foreign = node.get(path, Map.of("Origin", "http://malo.example"));
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.body()).startsWith("{\"error\":\"NO_PERMITIDO\"");
        assertThat(foreign.headers()).doesNotContainKey("access-control-allow-origin");
        Answer listed = node.get(path, Map.of("Origin", "http://analista.example"));
        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.headers().get("access-control-allow-origin")).containsExactly("http://analista.example");
        assertThat(listed.headers().get("vary")).contains("Origin");
    }

    @Test
    void is410WhenTheTopicNoLongerReachesBackToDesde() throws Exception {
        Instant first = ayer.minusSeconds(7200);
        sender.put(happened(1, "A", first), first);
        RecordMetadata second = sender.put(happened(2, "A", first.plusSeconds(3600)), first.plusSeconds(3600));
        assertThat(get("?desde=" + first.minusSeconds(1))).endsWith(fin(2, EPOCA, 2));
        broker.deleteRecords(second.partition(), second.offset());

        Answer answer = node.get(path + "?desde=" + first, Map.of());
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.body()).startsWith("{\"error\":\"FUERA_DE_RETENCION\",\"message\":");
        assertThat(answer.headers()).doesNotContainKey("retry-after");
        assertThat(get("?desde=" + first.plusSeconds(3601))).isEqualTo(fin(0, null, 0));
        assertThat(get("")).isEqualTo(lines(happened(2, "A", first.plusSeconds(3600))) + fin(1, EPOCA, 2));
    }

    @Test
    void oneAtATimeAUserAndSoManyANodeAndNobodyHoldsAPlaceForLongerThanTheLimit() throws Exception {
        fill();
        try (PushNode small = new PushNode(
                        broker.address(), "cargue.push.historia.max-readers=2", "cargue.push.historia.time-limit=15s");
                SlowReader first = SlowReader.open(small, "uno", path);
                SlowReader second = SlowReader.open(small, "dos", path)) {
            assertThat(first.status()).isEqualTo(200);
            try (SlowReader again = SlowReader.open(small, "uno", path)) {
                assertThat(again.status()).isEqualTo(429);
                assertThat(again.head()).contains("\r\nRetry-After: 1\r\n");
            }
            Answer third = small.get(path, Map.of());
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.body()).startsWith("{\"error\":\"NO_DISPONIBLE\",\"message\":");
            assertThat(third.headers().get("retry-after")).containsExactly("1");
            Answer replay =
                    small.get("/ws/repeticion/" + vendedor + "/?fecha=" + LocalDate.now(PushNode.ZONA), Map.of());
            assertThat(replay.status()).isEqualTo(503);

            // Nobody has read on: the places come back all the same.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> small.get(path + "?hasta=" + ayer, Map.of()).status() == 200);
            for (SlowReader cut : List.of(first, second)) {
                assertThat(cut.readToTheEnd())
                        .isNotEmpty()
                        .doesNotContain("\"fin\"")
                        .doesNotEndWith("0\r\n\r\n");
            }
            try (SlowReader again = SlowReader.open(small, "uno", path + "?hasta=" + ayer)) {
                assertThat(again.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aClientThatGoesAwayGivesItsPlaceBack() throws Exception {
        fill();
        try (PushNode small = new PushNode(broker.address(), "cargue.push.historia.max-readers=1")) {
            SlowReader.open(small, "uno", path).close();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> small.get(path + "?hasta=" + ayer, Map.of()).status() == 200);
        }
    }

    /** More than the network's buffers take. */
    private void fill() {
        for (int seq = 1; seq <= 40_000; seq++) {
            sender.send(happened(seq, "P" + seq % 36, ayer.plusMillis(seq)));
        }
        sender.flush();
    }

    private CheckEvento happened(long seq, String producto, Instant en) {
        return check(vendedor, EPOCA, seq, fecha, producto, en);
    }

    private static void send(Evento... events) {
        Arrays.stream(events).forEach(sender::send);
        sender.flush();
    }

    private String get(String query) {
        Answer answer = node.get(path + query, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String lines(Evento... events) {
        StringBuilder lines = new StringBuilder();
        for (Evento event : events) {
            lines.append(new String(EventoJson.write(event), UTF_8)).append('\n');
        }
        return lines.toString();
    }

    private static String fin(long eventos, @Nullable UUID epoca, long seq) {
        String quoted = epoca == null ? "null" : "\"" + epoca + "\"";
        return "{\"type\":\"fin\",\"eventos\":%d,\"epoca\":%s,\"seq\":%d}\n".formatted(eventos, quoted, seq);
    }
}
