package cargue.analysts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cargue.analysts.duck.Columnas;
import cargue.analysts.duck.Duck;
import cargue.analysts.duck.Formato;
import cargue.analysts.export.Exportar;
import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the SQL in docs/analysts.md on exports out of a real Kafka, and compares it with what the events say. */
class AnalystsDocTests {

    private static final LocalDate FECHA = LocalDate.of(2026, 1, 5);

    @TempDir
    static Path dir;

    private static final List<Evento> EVENTS = new ArrayList<>(MakeEvents.morning(FECHA));

    @BeforeAll
    static void export() throws Exception {
        EVENTS.addAll(twoEpocas());
        EVENTS.addAll(halfAnEpoca());
        Broker broker = Broker.shared();
        String topic = broker.newTopic();
        StringBuilder lines = new StringBuilder();
        try (Broker.Writer writer = broker.writer(topic)) {
            for (int i = 0; i < EVENTS.size(); i++) {
                // Every seventh comes twice.
                for (Evento event : i % 7 == 0 ? List.of(EVENTS.get(i), EVENTS.get(i)) : List.of(EVENTS.get(i))) {
                    writer.send(event);
                    lines.append(new String(EventoJson.write(event), UTF_8)).append('\n');
                }
            }
        }
        Files.writeString(dir.resolve("registros.ndjson"), lines);
        for (String file : new String[] {"eventos.ndjson", "eventos.parquet", "eventos.csv"}) {
            Exportar.all(broker, topic, dir.resolve(file));
        }
    }

    /** ID7's new one lost B, and A's D; the sheet of December is too old to be restated. */
    private static List<Evento> twoEpocas() {
        Hechos id7 = new Hechos("ID7", FECHA, Instant.parse("2026-01-05T09:30:00Z"));
        List<Evento> events = new ArrayList<>(List.of(
                id7.sheet(FECHA.minusDays(20)).fill("A", 5),
                id7.sheet(FECHA).fill("A", 10),
                id7.fill("B", 20),
                id7.fill("C", 30),
                id7.d("A", true, 10),
                id7.d("C", true, 30),
                id7.v("C", true, 30, null)));
        events.addAll(List.of(
                id7.newEpoca(2),
                id7.change("A", false, false, 10, Causa.RESTAURACION, null),
                id7.change("C", true, true, 30, Causa.RESTAURACION, null),
                id7.d("A", true, 10),
                id7.d("C", false, 30)));
        return events;
    }

    /** Of ID8's new one not all has come. */
    private static List<Evento> halfAnEpoca() {
        Hechos id8 = new Hechos("ID8", FECHA, Instant.parse("2026-01-05T09:30:00Z"));
        return List.of(
                id8.fill("A", 10),
                id8.fill("B", 20),
                id8.d("A", true, 10),
                id8.newEpoca(2),
                id8.change("A", false, false, 10, Causa.RESTAURACION, null));
    }

    @Test
    void theColumnsAreThoseOfAnExport() throws Exception {
        String columns = Columnas.types().entrySet().stream()
                .map(type -> type.getKey() + ": '" + type.getValue() + "'")
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        assertThat(Documento.example("duckdb-ndjson").replaceAll("\\s+", " "))
                .contains("columns = { " + columns + "})");
    }

    @ParameterizedTest
    @EnumSource(Formato.class)
    void theTimeOfLoading(Formato formato) throws Exception {
        String example = Documento.example("duckdb-ndjson");
        String query = example.substring(example.indexOf("WITH "));
        List<String> told = formato == Formato.NDJSON
                ? run(example, AnalystsDocTests::loading)
                : run(view(formato) + query, AnalystsDocTests::loading);

        assertThat(told).isEqualTo(expectedLoading(Instant.EPOCH));
        assertThat(told).hasSize(9).contains("ID8 2026-01-05 2026-01-05T09:30:02Z null");
    }

    /** Data that begins mid-way shows fewer ticks, and none that was not. */
    @Test
    void theTimeOfLoadingFromMidWayOn() throws Exception {
        String example = Documento.example("duckdb-ndjson");
        Instant from = Instant.parse("2026-01-05T09:50:00Z");
        String late = view(Formato.NDJSON).replace(";\n", " WHERE ocurrido_en >= '" + from + "';\n");
        assertThat(run(late + example.substring(example.indexOf("WITH ")), AnalystsDocTests::loading))
                .hasSize(6)
                .isEqualTo(expectedLoading(from));
    }

    private static List<String> expectedLoading(Instant from) {
        Map<String, Instant[]> expected = new TreeMap<>();
        ticks((event, before) -> {
            if (event.ocurridoEn().isBefore(from)) {
                return;
            }
            Instant[] span = expected.computeIfAbsent(
                    event.vendedorId() + " " + event.fecha(), none -> new Instant[] {Instant.MAX, Instant.MIN});
            boolean wasD = before != null && before.d();
            boolean wasV = before != null && before.v();
            if (event.d() && !wasD && event.ocurridoEn().isBefore(span[0])) {
                span[0] = event.ocurridoEn();
            }
            if (event.v() && !wasV && event.ocurridoEn().isAfter(span[1])) {
                span[1] = event.ocurridoEn();
            }
        });
        return expected.entrySet().stream()
                .map(one -> one.getKey() + " " + shown(one.getValue()[0]) + " " + shown(one.getValue()[1]))
                .toList();
    }

    private static String loading(ResultSet row) throws SQLException {
        return row.getString("vendedor_id") + " " + row.getString("fecha") + " " + instant(row, "primera_d") + " "
                + instant(row, "ultima_v");
    }

    private static String shown(Instant instant) {
        return instant.equals(Instant.MAX) || instant.equals(Instant.MIN) ? "null" : instant.toString();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    @Test
    void theUnticksOfEachProduct() throws Exception {
        Map<String, long[]> expected = new TreeMap<>();
        ticks((event, before) -> {
            long[] count = expected.computeIfAbsent(event.producto(), none -> new long[2]);
            count[0] += before != null && before.d() && !event.d() ? 1 : 0;
            count[1] += before != null && before.v() && !event.v() ? 1 : 0;
        });
        expected.values().removeIf(count -> count[0] + count[1] == 0);
        List<String> told = run(
                Documento.example("duckdb-parquet"),
                row -> row.getString("producto") + " " + row.getLong("d_quitadas") + " " + row.getLong("v_quitadas"));
        assertThat(told)
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue()[0] + " " + one.getValue()[1])
                        .toList());
        String ofLines = Documento.example("duckdb-parquet").replace("'eventos.parquet'", "eventos");
        assertThat(run(view(Formato.NDJSON) + ofLines, row -> row.getString("producto")))
                .hasSameSizeAs(told);
    }

    @Test
    void eachEventOnce() throws Exception {
        String registros = view(Formato.NDJSON).replace("eventos", "registros");
        List<String> told = run(registros + Documento.example("dedupe-sql"), AnalystsDocTests::position);
        assertThat(run(registros + "FROM registros", AnalystsDocTests::position))
                .hasSizeGreaterThan(EVENTS.size() + 90);
        assertThat(told)
                .hasSize(EVENTS.size())
                .containsExactlyInAnyOrderElementsOf(EVENTS.stream()
                        .map(event -> event.vendedorId() + " " + event.posicion())
                        .toList());
    }

    private static String position(ResultSet row) throws SQLException {
        return row.getString("vendedor_id") + " " + row.getString("epoca") + ":" + row.getLong("seq");
    }

    @ParameterizedTest
    @EnumSource(Formato.class)
    void theSheetsAsTheyAre(Formato formato) throws Exception {
        Map<String, Pliegue> sheets = new TreeMap<>();
        EVENTS.forEach(event -> sheets.computeIfAbsent(event.vendedorId(), none -> new Pliegue())
                .add(event));
        TreeSet<String> expected = new TreeSet<>();
        sheets.values()
                .forEach(sheet -> sheet.rows()
                        .values()
                        .forEach(row -> expected.add(state(
                                row.vendedorId() + " " + row.fecha() + " " + row.dia() + " " + row.producto(),
                                row.v(),
                                row.d(),
                                row.total() + " " + row.posicion()))));

        List<String> told = states(view(formato), Documento.example("state-sql"));
        assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(told.stream().filter(row -> row.startsWith("ID7 ")).map(row -> row.substring(0, 25)))
                .containsExactly("ID7 2025-12-16 MARTES A v", "ID7 2026-01-05 LUNES A v:", "ID7 2026-01-05 LUNES C v:");
        assertThat(told).anyMatch(row -> row.startsWith("ID8 2026-01-05 LUNES A v:false d:true"));
    }

    /** The table of Connect's sink in PostgreSQL has UTC in a column that does not say so. */
    @Test
    void theSheetsAsTheyAreInATableThatHoldsUtcWithoutSayingSo() throws Exception {
        String sink = view(Formato.NDJSON)
                .replace("AS FROM", "AS SELECT * REPLACE (ocurrido_en AT TIME ZONE 'UTC' AS ocurrido_en) FROM");
        String one = "min(ocurrido_en) AT TIME ZONE 'America/Bogota'";
        String other = "min(ocurrido_en) AT TIME ZONE 'UTC' AT TIME ZONE 'America/Bogota'";
        String example = Documento.example("state-sql");
        assertThat(example).contains(one);
        assertThat(Documento.page()).contains("`" + other + "`");
        assertThat(states(sink, example.replace(one, other))).isEqualTo(states(view(Formato.NDJSON), example));
    }

    private static List<String> states(String view, String example) throws SQLException {
        return run(
                view + example,
                row -> state(
                        row.getString("vendedor_id") + " " + row.getString("fecha") + " " + row.getString("dia") + " "
                                + row.getString("producto"),
                        row.getBoolean("v"),
                        row.getBoolean("d"),
                        row.getInt("total") + " " + row.getString("epoca") + ":" + row.getLong("seq")));
    }

    private static String state(String row, boolean v, boolean d, String rest) {
        return row + " v:" + v + " d:" + d + " " + rest;
    }

    /** What people changed, each event beside the row's one before it. */
    private static void ticks(Change change) {
        Map<String, CheckEvento> rows = new TreeMap<>();
        Stream<CheckEvento> checks =
                EVENTS.stream().filter(CheckEvento.class::isInstance).map(CheckEvento.class::cast);
        checks.forEach(event -> {
            String row = event.vendedorId() + event.fecha() + event.dia() + event.producto();
            @Nullable CheckEvento before = rows.put(row, event);
            if (event.causa() != Causa.RESTAURACION) {
                change.of(event, before);
            }
        });
    }

    @FunctionalInterface
    private interface Change {
        void of(CheckEvento event, @Nullable CheckEvento before);
    }

    private static String view(Formato formato) {
        return "CREATE VIEW eventos AS FROM " + Columnas.reader(formato, "'eventos." + formato.word() + "'") + ";\n";
    }

    private static List<String> run(String sql, Duck.Line<String> line) throws SQLException {
        try (Duck duck = Duck.open(dir.resolve("spill"))) {
            duck.run("SET file_search_path = '" + dir.toString().replace("'", "''") + "'");
            return duck.list(sql, line);
        }
    }
}
