package cargue.analysts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.analysts.Esquema.Kind;
import cargue.analysts.duck.Columnas;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.TimestampConverter;
import org.junit.jupiter.api.Test;

/** Whether what docs/analysts.md says to Flink, Kafka Connect and DuckDB has every field of the contract. */
class StreamDocTests {

    private static final Pattern COLUMN = Pattern.compile("^  `(\\w+)` ([A-Z_]+(?:\\(3\\))?),?$", Pattern.MULTILINE);
    private static final LocalDate FECHA = LocalDate.of(2026, 1, 5);
    private static final Instant TAPPED = Instant.parse("2026-01-05T12:01:01.123Z");

    @Test
    void everyFieldIsAColumnOfAnExport() throws Exception {
        assertThat(Columnas.types())
                .isEqualTo(types(Map.of(
                        Kind.TEXT, "VARCHAR",
                        Kind.NUMBER, "INTEGER",
                        Kind.FLAG, "BOOLEAN",
                        Kind.DATE, "DATE",
                        Kind.INSTANT, "TIMESTAMPTZ")));
    }

    @Test
    void everyFieldIsAColumnOfFlinks() throws Exception {
        Map<String, String> columns = new LinkedHashMap<>();
        Matcher column = COLUMN.matcher(Documento.example("flink-ddl"));
        while (column.find()) {
            columns.put(column.group(1), column.group(2));
        }
        assertThat(columns.remove("clave")).isEqualTo("STRING");
        assertThat(columns)
                .isEqualTo(types(Map.of(
                        Kind.TEXT, "STRING",
                        Kind.NUMBER, "INT",
                        Kind.FLAG, "BOOLEAN",
                        Kind.DATE, "DATE",
                        Kind.INSTANT, "TIMESTAMP_LTZ(3)")));
    }

    /** Of each field; what counts without end needs twice the room. */
    private static Map<String, String> types(Map<Kind, String> words) throws Exception {
        Map<String, String> types = new HashMap<>();
        Esquema.fields().forEach((name, kind) -> types.put(name, words.get(kind)));
        types.put("seq", "BIGINT");
        types.put("hasta", "BIGINT");
        return types;
    }

    @Test
    void everyFieldIsAColumnOfTheSinksAndThoseThatAnEventMayLackAreOptional() throws Exception {
        Schema schema = convert(connect(), new Hechos("ID1", FECHA, TAPPED).fill("A", 1))
                .schema();
        Map<String, Kind> fields = Esquema.fields();
        assertThat(schema.fields())
                .extracting(field -> field.name())
                .containsExactlyInAnyOrderElementsOf(fields.keySet());
        schema.fields().forEach(field -> {
            Schema.Type expected = switch (Objects.requireNonNull(fields.get(field.name()))) {
                case NUMBER ->
                    field.name().equals("seq") || field.name().equals("hasta") ? Schema.Type.INT64 : Schema.Type.INT32;
                case FLAG -> Schema.Type.BOOLEAN;
                default -> Schema.Type.STRING;
            };
            assertThat(field.schema().type()).as(field.name()).isEqualTo(expected);
        });
        assertThat(schema.fields().stream().filter(field -> !field.schema().isOptional()))
                .extracting(field -> field.name())
                .containsExactlyInAnyOrderElementsOf(Esquema.required());
    }

    @Test
    void theSinkGetsTheKeyOfAnEventAndItsTimes() throws Exception {
        Properties settings = connect();
        assertThat(settings.getProperty("topics")).isEqualTo("cargue-checks");
        assertThat(settings.getProperty("pk.mode")).isEqualTo("record_value");
        assertThat(settings.getProperty("pk.fields")).isEqualTo("vendedor_id,epoca,seq");
        Hechos id1 = new Hechos("ID1", FECHA, TAPPED.plusSeconds(1));
        id1.d("AREPA \"Ñ\"", true, 100);

        Struct tick = turned(settings, id1.v("AREPA \"Ñ\"", true, 100, TAPPED));
        assertThat(tick.getString("vendedor_id")).isEqualTo("ID1");
        assertThat(tick.getInt64("seq")).isEqualTo(2);
        assertThat(tick.getString("producto")).isEqualTo("AREPA \"Ñ\"");
        assertThat(tick.getBoolean("v")).isTrue();
        assertThat(tick.getInt32("total")).isEqualTo(100);
        assertThat(tick.get("ocurrido_en")).isEqualTo(Date.from(TAPPED.plusSeconds(2)));
        assertThat(tick.get("marcado_en")).isEqualTo(Date.from(TAPPED));
        assertThat(tick.get("fecha"))
                .isEqualTo(Date.from(FECHA.atStartOfDay(ZoneOffset.UTC).toInstant()));
        assertThat(tick.get("hasta")).isNull();

        Struct epoca = turned(settings, id1.newEpoca(3));
        assertThat(epoca.getString("type")).isEqualTo("epoca");
        assertThat(epoca.getInt64("hasta")).isEqualTo(4);
        for (String none : List.of("producto", "fecha", "v", "total", "marcado_en")) {
            assertThat(epoca.get(none)).as(none).isNull();
        }
    }

    private static Properties connect() throws Exception {
        Properties settings = new Properties();
        settings.load(new StringReader(Documento.example("connect-jdbc-sink")));
        return settings;
    }

    /** What stands behind a prefix, as a worker hands it to what it makes. */
    private static Map<String, String> under(Properties settings, String prefix) {
        Map<String, String> under = new HashMap<>();
        settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> under.put(name.substring(prefix.length()), settings.getProperty(name)));
        return under;
    }

    private static SchemaAndValue convert(Properties settings, Evento event) {
        try (JsonConverter converter = new JsonConverter()) {
            assertThat(settings.getProperty("value.converter")).isEqualTo(JsonConverter.class.getName());
            converter.configure(under(settings, "value.converter."), false);
            return converter.toConnectData("cargue-checks", EventoJson.write(event));
        }
    }

    private static Struct turned(Properties settings, Evento event) {
        SchemaAndValue value = convert(settings, event);
        byte[] key = event.vendedorId().getBytes(UTF_8);
        SinkRecord record = new SinkRecord("cargue-checks", 0, null, key, value.schema(), value.value(), 0);
        List<String> transforms =
                new ArrayList<>(List.of(settings.getProperty("transforms").split(",", -1)));
        for (String name : transforms) {
            try (TimestampConverter.Value<SinkRecord> transform = new TimestampConverter.Value<>()) {
                assertThat(settings.getProperty("transforms." + name + ".type"))
                        .isEqualTo(TimestampConverter.Value.class.getName());
                transform.configure(under(settings, "transforms." + name + "."));
                record = transform.apply(record);
            }
        }
        return (Struct) record.value();
    }
}
