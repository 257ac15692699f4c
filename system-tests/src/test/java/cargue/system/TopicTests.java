package cargue.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.CheckEvento;
import cargue.contract.Rol;
import cargue.contract.Temas;
import cargue.local.service.Service;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What analysts rely on. */
@ExtendWith(Stack.Extension.class)
class TopicTests {

    private static final String NAME = "AREPA MEDIANA 330Gr";

    @Test
    void anEventHasTheExactFormOfTheContract(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 100);
        sheet.check("d", NAME, true);
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
        Api api = stack.api().as(Rol.VENDEDOR, sheet.vendedorId());
        api.send(api.json("/api/actualizar-check-vendedor/")
                .header("traceparent", trace)
                .POST(HttpRequest.BodyPublishers.ofString(
                        sheet.body(NAME, "v", true, "marcado_en", "2026-01-05T07:01:02.1239-05:00")))
                .build());

        List<Topic.Message> messages = awaitMessages(stack, sheet.vendedorId(), 3);
        Topic.Message last = messages.get(messages.size() - 1);
        CheckEvento event = last.check();
        assertThat(last.key()).isEqualTo(sheet.vendedorId());
        assertThat(last.value())
                .isEqualTo("{\"schema\":1,\"id\":\"" + event.id() + "\",\"type\":\"check_update\",\"vendedor_id\":\""
                        + sheet.vendedorId() + "\",\"epoca\":\"" + event.epoca() + "\",\"seq\":3,\"dia\":\"LUNES\","
                        + "\"fecha\":\"" + sheet.fecha() + "\",\"producto\":\"" + NAME + "\",\"v\":true,\"d\":true,"
                        + "\"cantidad\":100,\"adicional\":0,\"dctos\":0,\"devoluciones\":0,\"vencidas\":0,\"total\":100,"
                        + "\"causa\":\"check_v\",\"actor\":\"" + sheet.vendedorId() + "\",\"rol\":\"vendedor\","
                        + "\"origen\":\"app\",\"ocurrido_en\":\""
                        + last.headers().get("ce_time")
                        + "\",\"marcado_en\":\"2026-01-05T12:01:02.123Z\"}");
        assertThat(last.headers())
                .containsExactlyEntriesOf(orderedHeaders(event, last.headers().get("ce_time"), trace));
        assertThat(event.id().version()).isEqualTo(7);
        assertThat(event.epoca().version()).isEqualTo(7);
        assertThat(event.ocurridoEn())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
    }

    private static Map<String, String> orderedHeaders(CheckEvento event, String time, String trace) {
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", event.id().toString());
        headers.put("ce_source", "/cargue/vendedores/" + event.vendedorId());
        headers.put("ce_type", "cargue.check_update.v1");
        headers.put("ce_subject", event.fecha() + "/LUNES");
        headers.put("ce_time", time);
        headers.put("content-type", "application/json");
        headers.put("traceparent", trace);
        return headers;
    }

    @Test
    void aPhoneWhoseClockIsFarAheadTellsNoTime(Stack stack) {
        Sheet sheet = Sheet.today(stack.api(), stack.newVendedor());
        sheet.sugerido(List.of(NAME), 100);
        stack.api()
                .post(
                        "/api/actualizar-check-despachador/",
                        sheet.body(
                                NAME,
                                "d",
                                true,
                                "marcado_en",
                                Instant.now().plusSeconds(600).toString()));

        List<Topic.Message> messages = awaitMessages(stack, sheet.vendedorId(), 2);
        assertThat(messages.get(messages.size() - 1).check().marcadoEn()).isNull();
    }

    @Test
    void theTopicsHaveTheirFixedSettings(Stack stack) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.infra().bootstrapServers()))) {
            var topics = admin.describeTopics(List.of(Temas.CHECKS, Temas.LATIDOS))
                    .allTopicNames()
                    .get();
            assertThat(topics.get(Temas.CHECKS).partitions()).hasSize(12);
            assertThat(topics.get(Temas.LATIDOS).partitions()).hasSize(1);
            ConfigResource checks = new ConfigResource(ConfigResource.Type.TOPIC, Temas.CHECKS);
            ConfigResource latidos = new ConfigResource(ConfigResource.Type.TOPIC, Temas.LATIDOS);
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(List.of(checks, latidos)).all().get();
            assertThat(configs.get(checks).get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(configs.get(checks).get("retention.ms").value())
                    .isEqualTo(String.valueOf(Duration.ofDays(30).toMillis()));
            assertThat(configs.get(checks).get("message.timestamp.type").value())
                    .isEqualTo("LogAppendTime");
            assertThat(configs.get(checks).get("flush.messages").value()).isEqualTo("1");
            assertThat(configs.get(latidos).get("retention.ms").value())
                    .isEqualTo(String.valueOf(Duration.ofHours(1).toMillis()));
        }
    }

    /** A producer that chose among all partitions would move vendedores as soon as it hears of new ones. */
    @Test
    void vendedoresStayWhereTheyAreWhenSomebodyAddsPartitions() throws Exception {
        try (Stack own = Stack.own();
                Service ingest = own.newIngest(
                        "ingest-service-curious",
                        Map.of("SPRING_KAFKA_PRODUCER_PROPERTIES_METADATA_MAX_AGE_MS", "100"));
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", own.infra().bootstrapServers()))) {
            own.ingest().stop();
            Stack.restart(ingest);
            Api api = new Api(ingest.url());
            List<Sheet> sheets = IntStream.range(0, 12)
                    .mapToObj(i -> {
                        api.putVendedor("P" + i);
                        return Sheet.today(api, "P" + i);
                    })
                    .toList();
            sheets.forEach(sheet -> sheet.sugerido(List.of(NAME), 10));
            sheets.forEach(sheet -> awaitMessages(own, sheet.vendedorId(), 1)); // it has begun with twelve
            admin.createPartitions(Map.of(Temas.CHECKS, NewPartitions.increaseTo(2 * Temas.CHECKS_PARTITIONS)))
                    .all()
                    .get();
            Instant end = Instant.now().plusSeconds(3); // some thirty times that it hears of all partitions
            int ticks = 0;
            do {
                boolean tick = ++ticks % 2 == 1;
                sheets.forEach(sheet ->
                        assertThat(sheet.check("d", NAME, tick).status()).isEqualTo(200));
            } while (Instant.now().isBefore(end));
            for (Sheet sheet : sheets) {
                byte[] key = sheet.vendedorId().getBytes(StandardCharsets.UTF_8);
                assertThat(awaitMessages(own, sheet.vendedorId(), ticks + 1))
                        .extracting(Topic.Message::partition)
                        .containsOnly(Utils.toPositive(Utils.murmur2(key)) % Temas.CHECKS_PARTITIONS);
            }
        }
    }

    @Test
    void aHeartbeatTellsEveryTwoSecondsHowFarTheRelayIs(Stack stack) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<String> beats = stack.topic().values(Temas.LATIDOS);
            assertThat(beats.size()).isGreaterThanOrEqualTo(2);
            assertThat(beats.get(beats.size() - 1))
                    .matches("\\{\"instancia\":\"[0-9a-f-]{36}\",\"en\":\"[0-9T:.-]{23}Z\",\"pendiente_s\":\\d+}");
        });
    }

    /** All records of a vendedor, once there are so many events; the relay may write an event more than once. */
    static List<Topic.Message> awaitMessages(Stack stack, String vendedorId, int count) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> stack.topic().read(vendedorId), messages -> events(messages) >= count);
    }

    private static long events(List<Topic.Message> messages) {
        return messages.stream()
                .map(message -> message.evento().seq())
                .distinct()
                .count();
    }
}
