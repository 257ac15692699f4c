package cargue.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventoJsonTests {

    static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    static final UUID EPOCA = UUID.fromString("0198c0de-0000-7000-8000-0000000000ff");

    static final CheckEvento CHECK = new CheckEvento(
            1,
            ID,
            "ID1",
            EPOCA,
            57,
            Dia.LUNES,
            LocalDate.of(2026, 1, 5),
            "PORCIÓN #1 / Ñ 330Gr",
            true,
            true,
            100,
            1,
            2,
            3,
            4,
            92,
            Causa.CHECK_V,
            "ID1",
            Rol.VENDEDOR,
            "app",
            Instant.parse("2026-01-05T12:01:02.120Z"),
            null);

    static final String CHECK_JSON = "{\"schema\":1,\"id\":\"0198c0de-0000-7000-8000-000000000001\","
            + "\"type\":\"check_update\",\"vendedor_id\":\"ID1\",\"epoca\":\"0198c0de-0000-7000-8000-0000000000ff\","
            + "\"seq\":57,\"dia\":\"LUNES\",\"fecha\":\"2026-01-05\",\"producto\":\"PORCIÓN #1 / Ñ 330Gr\",\"v\":true,"
            + "\"d\":true,\"cantidad\":100,\"adicional\":1,\"dctos\":2,\"devoluciones\":3,\"vencidas\":4,\"total\":92,"
            + "\"causa\":\"check_v\",\"actor\":\"ID1\",\"rol\":\"vendedor\",\"origen\":\"app\","
            + "\"ocurrido_en\":\"2026-01-05T12:01:02.120Z\"}";

    static final EpocaEvento EPOCA_EVENTO = new EpocaEvento(
            1,
            ID,
            "ID1",
            EPOCA,
            1,
            37,
            Causa.RESTAURACION,
            "sistema",
            Rol.ADMIN,
            "nueva-epoca",
            Instant.parse("2026-01-05T12:00:00Z"));

    @Test
    void writesTheKeysInTheOrderOfTheContract() {
        assertThat(new String(EventoJson.write(CHECK), UTF_8)).isEqualTo(CHECK_JSON);
        assertThat(new String(EventoJson.write(EPOCA_EVENTO), UTF_8))
                .isEqualTo("{\"schema\":1,\"id\":\"0198c0de-0000-7000-8000-000000000001\",\"type\":\"epoca\","
                        + "\"vendedor_id\":\"ID1\",\"epoca\":\"0198c0de-0000-7000-8000-0000000000ff\",\"seq\":1,"
                        + "\"hasta\":37,\"causa\":\"restauracion\",\"actor\":\"sistema\",\"rol\":\"admin\","
                        + "\"origen\":\"nueva-epoca\",\"ocurrido_en\":\"2026-01-05T12:00:00.000Z\"}");
    }

    @Test
    void marcadoEnStandsLastAndOnlyWhenKnown() {
        assertThat(new String(EventoJson.write(marked()), UTF_8))
                .isEqualTo(CHECK_JSON.replace("20Z\"}", "20Z\",\"marcado_en\":\"2026-01-05T12:01:01.000Z\"}"));
    }

    @Test
    void readsWhatItWrites() throws EventoIlegible {
        assertThat(EventoJson.read(EventoJson.write(CHECK))).isEqualTo(CHECK);
        assertThat(EventoJson.read(EventoJson.write(marked()))).isEqualTo(marked());
        assertThat(EventoJson.read(EventoJson.write(EPOCA_EVENTO))).isEqualTo(EPOCA_EVENTO);
    }

    @Test
    void ignoresFieldsOfALaterTime() throws EventoIlegible {
        String later = CHECK_JSON.replace("{\"schema\"", "{\"nuevo\":[1,{}],\"schema\"");
        assertThat(EventoJson.read(later.getBytes(UTF_8))).isEqualTo(CHECK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "not json",
                "[]",
                "{}",
                "{\"type\":\"check_update\"}",
                "{\"schema\":1,\"type\":\"other\"}",
            })
    void refusesWhatIsNoEvent(String value) {
        assertThatThrownBy(() -> EventoJson.read(value.getBytes(UTF_8))).isInstanceOf(EventoIlegible.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"schema\":1=\"schema\":2",
                "\"seq\":57=\"seq\":\"57\"",
                "\"seq\":57=\"seq\":57.5",
                "\"seq\":57,=",
                "\"v\":true=\"v\":null",
                "\"dia\":\"LUNES\"=\"dia\":null",
                "\"v\":true=\"v\":\"true\"",
                "LUNES=LUNEZ",
                "}=}x",
                "\"total\":92=\"total\":92,\"total\":92",
                "\"seq\":57=\"seq\":0",
                "330Gr=330Gr\\ud83d",
                "\"actor\":\"ID1\"=\"actor\":\"\\udc00\"",
            })
    void refusesAnEventWithAWrongField(String change) {
        String[] parts = change.split("=", 2);
        String value = CHECK_JSON.replace(parts[0], parts[1]);
        assertThat(value).isNotEqualTo(CHECK_JSON);
        assertThatThrownBy(() -> EventoJson.read(value.getBytes(UTF_8))).isInstanceOf(EventoIlegible.class);
    }

    @Test
    void refusesAnEpocaThatDoesNotBegin() {
        String epoca = new String(EventoJson.write(EPOCA_EVENTO), UTF_8);
        for (String bad : new String[] {epoca.replace("\"seq\":1", "\"seq\":2"), epoca.replace("37", "0")}) {
            assertThat(bad).isNotEqualTo(epoca);
            assertThatThrownBy(() -> EventoJson.read(bad.getBytes(UTF_8)))
                    .isInstanceOf(EventoIlegible.class)
                    .hasMessage("an epoca starts with seq 1 and reaches at least there");
        }
        assertThatThrownBy(() -> EventoJson.read(null)).isInstanceOf(EventoIlegible.class);
    }

    @Test
    void headersAreCloudEventsInBinaryMode() {
        assertThat(EventoHeaders.of(CHECK, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", ID.toString()),
                        Map.entry("ce_source", "/cargue/vendedores/ID1"),
                        Map.entry("ce_type", "cargue.check_update.v1"),
                        Map.entry("ce_subject", "2026-01-05/LUNES"),
                        Map.entry("ce_time", "2026-01-05T12:01:02.120Z"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        assertThat(EventoHeaders.of(EPOCA_EVENTO, "t"))
                .containsEntry("ce_type", "cargue.epoca.v1")
                .doesNotContainKey("ce_subject");
    }

    static CheckEvento marked() {
        return new CheckEvento(
                1,
                ID,
                "ID1",
                EPOCA,
                57,
                Dia.LUNES,
                LocalDate.of(2026, 1, 5),
                CHECK.producto(),
                true,
                true,
                100,
                1,
                2,
                3,
                4,
                92,
                Causa.CHECK_V,
                "ID1",
                Rol.VENDEDOR,
                "app",
                CHECK.ocurridoEn(),
                Instant.parse("2026-01-05T12:01:01Z"));
    }
}
