package cargue.analysts.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cargue.analysts.Hechos;
import cargue.analysts.duck.Conversion;
import cargue.analysts.duck.Formato;
import cargue.analysts.export.Comienzo;
import cargue.analysts.export.Intervalo;
import cargue.analysts.export.Pedido;
import cargue.analysts.export.Resultado;
import cargue.analysts.export.Vista;
import cargue.analysts.report.Cifras.Procedencia;
import cargue.analysts.report.Cifras.Renglon;
import cargue.analysts.report.Report.Encargo;
import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.local.process.Progress;
import cargue.local.process.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page of {@code dia.ndjson}, whose figures were worked out by hand. ID1 has five rows: one that went as it should,
 * QUESO whose V was taken back once, MASA whose D was taken back once before its V (so it waited from the second one)
 * and whose total became 0, TAMAL that nobody ticked, and HOGAO that got its D twice, since a restore lost the first.
 * The restore also lost MASA. ID2 did nothing.
 */
class ReportTests {

    private static final LocalDate FECHA = LocalDate.of(2026, 1, 5);
    private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");

    @TempDir
    static Path dir;

    private static Path export;
    private static Path refusals;
    private static String page;

    @BeforeAll
    static void make() throws Exception {
        export = resource("dia.ndjson");
        refusals = resource("rechazos.ndjson");
        report(FECHA, refusals);
        page = page();
    }

    private static Path resource(String name) throws Exception {
        try (InputStream content = Objects.requireNonNull(ReportTests.class.getResourceAsStream(name))) {
            return Files.write(dir.resolve(name), content.readAllBytes());
        }
    }

    @ParameterizedTest
    @EnumSource(Formato.class)
    void theFiguresAreThoseThatWereWorkedOutByHand(Formato formato) throws Exception {
        Path file = dir.resolve("dia." + formato.word());
        if (formato != Formato.NDJSON) {
            try (Conversion conversion = new Conversion(dir.resolve("spill"))) {
                conversion.run(export, file, formato);
            }
        }
        JsonNode figures = figures(file, refusals);

        assertThat(figures.get("vendedores").get(0).toString()).isEqualTo("""
                {"renglones":4,"primera_d":"2026-01-05T09:30:00Z","ultima_v":"2026-01-05T09:40:00Z","carga_min":10.0,\
                "esperas":3,"espera_mediana_s":200.0,"espera_mayor_s":360.0,"desmarcadas_d":2,"desmarcadas_v":2,\
                "correcciones":2,"sin_marcar":1,"vendedor_id":"ID1","espera_mayor_producto":"MASA"}""");
        assertThat(figures.get("vendedores").get(1).toString()).isEqualTo("""
                {"renglones":1,"primera_d":null,"ultima_v":null,"carga_min":null,"esperas":0,"espera_mediana_s":null,\
                "espera_mayor_s":null,"desmarcadas_d":0,"desmarcadas_v":0,"correcciones":0,"sin_marcar":1,\
                "vendedor_id":"ID2","espera_mayor_producto":null}""");
        assertThat(figures.get("totales").toString()).isEqualTo("""
                {"renglones":5,"primera_d":"2026-01-05T09:30:00Z","ultima_v":"2026-01-05T09:40:00Z","carga_min":10.0,\
                "esperas":3,"espera_mediana_s":200.0,"espera_mayor_s":360.0,"desmarcadas_d":2,"desmarcadas_v":2,\
                "correcciones":2,"sin_marcar":2,"vendedores":2}""");
        assertThat(figures.get("rechazos").toString()).isEqualTo("""
                [{"vendedor_id":"ID1","codigo":"CHECK_D_REQUERIDO","veces":2},\
                {"vendedor_id":"ID2","codigo":"PRODUCTO_NO_ENCONTRADO","veces":1}]""");
        assertThat(figures.get("eventos").intValue()).isEqualTo(24);
        assertThat(figures.get("epocas").intValue()).isEqualTo(2);
        assertThat(figures.get("primero").stringValue()).isEqualTo("2026-01-05T09:00:01Z");
        assertThat(figures.get("ultimo").stringValue()).isEqualTo("2026-01-05T10:00:00Z");
    }

    @Test
    void thePageSaysAllOfItInWords() throws Exception {
        assertThat(page)
                .contains("<html lang=\"es\">")
                .contains("<h1>Cargue del lunes 5 de enero de 2026</h1>")
                .contains("Hecho con 24 eventos de las planillas de esta fecha, del 5 ene 2026, 04:00:01 al"
                        + " 5 ene 2026, 05:00:00; épocas: 2. Las horas son de America/Bogota.")
                .contains(row("ID1", "4", "10", "3 min 20 s", "6 min 00 s", "2", "2", "2", "1"))
                .contains(row("ID2", "1", "–", "–", "–", "0", "0", "0", "1"))
                .contains(row("Todos", "5", "10", "3 min 20 s", "6 min 00 s", "2", "2", "2", "2"))
                .contains(row("ID1", "04:30:00", "04:40:00", "10"))
                .contains(row("04:30", "4", "1") + row("04:35", "0", "2") + row("04:40", "0", "1"))
                .contains(row("04:50", "1", "0") + row("05:00", "1", "0"))
                .contains("V antes de D", "el producto no está en la planilla")
                .contains("D quitada 2 veces, V quitada, corregido, ya no está en la planilla");
        assertThat(page.replaceAll("(?s)<svg.*?</svg>", "")).contains("sin marcar</td>");
    }

    private static String row(String name, String... numbers) {
        return "<tr><th scope=\"row\">" + name + "</th><td class=\"n\">" + String.join("</td><td class=\"n\">", numbers)
                + "</td></tr>\n";
    }

    @Test
    void everyTextIsEscapedAndNothingComesFromElsewhere() throws Exception {
        assertThat(page)
                .contains("&lt;b&gt;Ñ &amp; &quot;x&quot;")
                .doesNotContain("<b>")
                .doesNotContain("<script");
        Path hostile = Files.writeString(
                dir.resolve("hostile.ndjson"),
                "{\"vendedor_id\":\"ID1\",\"fecha\":\"2026-01-05\",\"codigo\":\"<script>x</script>\"}");
        report(FECHA, hostile);
        assertThat(page()).contains("&lt;script&gt;x&lt;/script&gt;").doesNotContain("<script");
        assertThat(Pattern.compile("(?:src|href)=|url\\((?!#)|@import")
                        .matcher(page)
                        .results())
                .isEmpty();
        assertThat(page).doesNotContain("NaN").doesNotContain("undefined").doesNotContain("null");
    }

    @Test
    void everyPlotIsAnImageWithATitleInTwoWidths() throws Exception {
        for (String name : new String[] {"carga", "esperas", "cubos", "rechazos", "desmarcas"}) {
            for (String size : new String[] {"ancho", "angosto"}) {
                String id = name + "-" + size;
                assertThat(page)
                        .contains("<svg class=\"" + size + "\" role=\"img\" aria-labelledby=\"" + id + "\"")
                        .containsOnlyOnce("<title id=\"" + id + "\">");
            }
        }
        assertThat(Pattern.compile("<svg ").matcher(page).results()).hasSize(10);
        assertThat(Pattern.compile("<table>").matcher(page).results()).hasSize(8);
    }

    /** ID1 began the evening before, so the bar goes from one edge of the plot to the other; ID2 ended a day later. */
    @Test
    void theBarOfALoadingBeginsWhereItBeganAlsoBeforeMidnight() throws Exception {
        Hechos id1 = new Hechos("ID1", FECHA, Instant.parse("2026-01-05T01:00:00Z"));
        Hechos id2 = new Hechos("ID2", FECHA, Instant.parse("2026-01-05T01:00:00Z"));
        StringBuilder lines = new StringBuilder();
        for (Evento event : List.of(
                id1.fill("A", 10),
                id1.at(Instant.parse("2026-01-05T04:00:00Z")).d("A", true, 10),
                id1.at(Instant.parse("2026-01-05T10:00:00Z")).v("A", true, 10, null),
                id2.fill("A", 10),
                id2.at(Instant.parse("2026-01-05T10:00:00Z")).d("A", true, 10),
                id2.at(Instant.parse("2026-01-06T11:00:00Z")).v("A", true, 10, null))) {
            lines.append(new String(EventoJson.write(event), UTF_8)).append('\n');
        }
        Path evening = Files.writeString(dir.resolve("evening.ndjson"), lines);
        report(new Encargo(FECHA, BOGOTA, evening, null, dir.resolve("report.html"), true));
        String svg = page().substring(page().indexOf("<svg class=\"ancho\""), page().indexOf("<svg class=\"angosto\""));
        Matcher bar =
                Pattern.compile("<path d=\"([^\"]+)\"[^>]* fill=\"#1d4ed8\"").matcher(svg);
        assertThat(bar.find()).isTrue();
        double[] x = Pattern.compile("[ML](-?[\\d.]+)")
                .matcher(bar.group(1))
                .results()
                .mapToDouble(point -> Double.parseDouble(point.group(1)))
                .toArray();
        assertThat(Arrays.stream(x).min().orElseThrow()).as(bar.group(1)).isCloseTo(90, within(5.0));
        assertThat(Arrays.stream(x).max().orElseThrow()).as(bar.group(1)).isCloseTo(936, within(5.0));
        assertThat(svg).contains("23:00 – 05:00 · 360 min").doesNotContain("sin V");
        assertThat(page())
                .contains(
                        "<p class=\"nota\">Fuera del dibujo, porque su primera D o su última V es de antes de las 18:00"
                                + " del día anterior o de después de las 06:00 del siguiente: ID2.</p>");
        assertThat(page).doesNotContain("Fuera del dibujo");
    }

    /** npm was killed, or the library is of before an upgrade. */
    @Test
    void aLibraryThatWasNotInstalledToItsEndIsInstalledAnew() throws Exception {
        Path scripts = Files.createDirectory(dir.resolve("scripts"));
        Path lock = Files.writeString(scripts.resolve("package-lock.json"), "{}");
        Path modules = scripts.resolve("node_modules");
        Files.createDirectories(modules.resolve("echarts"));
        assertThat(Dibujos.isInstalled(scripts)).isFalse();
        Path done = Files.writeString(modules.resolve(".package-lock.json"), "{}");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.EPOCH));
        assertThat(Dibujos.isInstalled(scripts)).isTrue();
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(Dibujos.isInstalled(scripts)).isFalse();
        assertThat(done).exists();
    }

    @Test
    void refusalsThatWereNotGivenAreNotNone() throws Exception {
        Hecho hecho = report(FECHA, null);
        assertThat(hecho.json()).endsWith("\"rechazos\":null}");
        assertThat(page()).contains("No se dieron los rechazos a este informe");
        report(LocalDate.of(2026, 1, 6), Files.writeString(dir.resolve("none.ndjson"), ""));
        assertThat(page()).contains("No hubo ninguno en las planillas de esta fecha.");
    }

    /** As curl writes it when it is not told to fail. */
    @Test
    void anErrorsAnswerIsNoRefusals() throws Exception {
        Path error = Files.writeString(dir.resolve("error.ndjson"), "{\"error\":\"NO_AUTENTICADO\",\"message\":\"…\"}");
        assertThatThrownBy(() -> report(FECHA, error))
                .isInstanceOf(StackException.class)
                .hasMessage(error + " holds no refusals: 1 of its lines have no codigo; take it anew as"
                        + " docs/analysts.md says");
        assertThatThrownBy(() -> report(new Encargo(FECHA, BOGOTA, refusals, null, dir.resolve("report.html"), true)))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith(refusals + " holds no events: 4 of its lines have no type");
        Path half = Files.writeString(
                dir.resolve("half.ndjson"), Files.readString(refusals).trim().substring(0, 400));
        assertThatThrownBy(() -> report(FECHA, half))
                .hasMessageStartingWith("no figures of " + export + " or " + half + ", ");
    }

    @Test
    void noPageTakesThePlaceOfItsInputOrUnaskedOfAnotherFile() throws Exception {
        Path mine = Files.writeString(dir.resolve("mine.html"), "mine");
        assertThatThrownBy(() -> report(new Encargo(FECHA, BOGOTA, export, null, mine, false)))
                .isInstanceOf(StackException.class)
                .hasMessage(mine + " is there already: use another --out, or --force to replace it");
        assertThat(mine).hasContent("mine");
        Path link = Files.createSymbolicLink(dir.resolve("link.ndjson"), export);
        for (Encargo own : List.of(
                new Encargo(FECHA, BOGOTA, export, null, link, true),
                new Encargo(FECHA, BOGOTA, export, refusals, refusals, true))) {
            assertThatThrownBy(() -> report(own))
                    .isInstanceOf(StackException.class)
                    .hasMessage(own.out() + " is what the report would be made of: use another --out");
        }
        report(new Encargo(FECHA, BOGOTA, export, null, mine, true));
        assertThat(mine).content().startsWith("<!doctype html>");
    }

    @Test
    void aDayWithoutSheetsSaysSo() throws Exception {
        Hecho hecho = report(LocalDate.of(2025, 12, 24), refusals);
        assertThat(hecho.line()).contains(": 0 vendedores, 0 rows with a quantity, out of 0 events");
        assertThat(page())
                .contains("No hay ningún evento de planillas de esta fecha.")
                .contains("No hay nada que dibujar.");
        assertThat(dir).isDirectoryNotContaining("glob:**.{new,report-*}");
    }

    /** An export that begins at 09:31, when some rows had their ticks and all had their quantities. */
    @Test
    void whatWasBeforeTheDataBeginsIsNotInvented() throws Exception {
        Path late = dir.resolve("late.ndjson");
        Files.write(
                late,
                Files.readAllLines(export).stream()
                        .filter(line -> line.replaceAll(".*\"ocurrido_en\":\"([^\"]+)\".*", "$1")
                                        .compareTo("2026-01-05T09:31")
                                > 0)
                        .toList());
        JsonNode figures = figures(late, null);
        assertThat(figures.get("renglones_cortados").intValue()).isEqualTo(4);
        assertThat(figures.get("vendedores").get(0).toString())
                .as("the first event of A is its V; when it got its D is not in the data")
                .startsWith(
                        "{\"renglones\":4,\"primera_d\":\"2026-01-05T09:32:00Z\",\"ultima_v\":\"2026-01-05T09:40:00Z\"")
                .contains("\"esperas\":2,")
                .contains("\"desmarcadas_d\":2,\"desmarcadas_v\":2,\"correcciones\":1,\"sin_marcar\":1");

        report(new Encargo(FECHA, BOGOTA, late, null, dir.resolve("report.html"), true));
        assertThat(page())
                .contains("<p class=\"aviso\">De 4 renglones los datos no traen el comienzo")
                .contains("falta su comienzo, ya no está en la planilla</td>");
        assertThat(page).doesNotContain("no traen el comienzo").doesNotContain("falta su comienzo");
    }

    @Test
    void whatKafkaHasDeletedIsSaid() {
        Instant desde = Instant.parse("2025-12-15T05:00:00Z");
        Resultado tema = new Resultado(
                new Pedido(export, Formato.NDJSON, Intervalo.from(LocalDate.of(2025, 12, 15), BOGOTA), false),
                24,
                2,
                null,
                null,
                0,
                0,
                0,
                1,
                Duration.ZERO,
                OptionalLong.empty(),
                false,
                new Vista(desde.plusSeconds(60), new Comienzo(Instant.parse("2026-01-02T12:00:00Z"), true), desde));
        Procedencia from = new Procedencia(24, desde, desde, 2, 0, 0);
        Textos textos = new Textos(new Dia(FECHA, BOGOTA));
        assertThat(new Fuente(from, tema, textos).html())
                .contains("Kafka no tenía todavía todo lo ocurrido: puede faltar lo que pasó después del 15 dic 2025,")
                .contains("Kafka puede haber borrado ya eventos anteriores al 2 ene 2026, 07:00:00");
        assertThat(new Fuente(from, null, textos).html()).doesNotContain("aviso");
    }

    @Test
    void anEpocaWhoseRowsHaveNotAllComeIsNotServedYet() throws Exception {
        String all = Files.readString(export);
        Path cut = dir.resolve("cut.ndjson");
        Files.writeString(cut, all.substring(0, all.lastIndexOf('{', all.indexOf("2026-01-05T09:55:05"))));
        try (Calculo calculo = new Calculo(dir.resolve("spill"))) {
            Cifras cifras = calculo.of(FECHA, BOGOTA, cut, null);
            assertThat(cifras.renglones()).hasSize(5).allMatch(Renglon::vigente);
        }
        try (Calculo calculo = new Calculo(dir.resolve("spill"))) {
            Cifras cifras = calculo.of(FECHA, BOGOTA, export, null);
            assertThat(cifras.renglones())
                    .filteredOn(renglon -> !renglon.vigente())
                    .extracting(Renglon::producto)
                    .containsExactly("MASA");
        }
    }

    private static JsonNode figures(Path file, @Nullable Path rechazos) {
        try (Calculo calculo = new Calculo(dir.resolve("spill"))) {
            Cifras cifras = calculo.of(FECHA, BOGOTA, file, rechazos);
            return new JsonMapper().readTree(new Hecho(encargo(FECHA, rechazos), cifras).json());
        }
    }

    private static Encargo encargo(LocalDate fecha, @Nullable Path rechazos) {
        return new Encargo(fecha, BOGOTA, export, rechazos, dir.resolve("report.html"), true);
    }

    private static Hecho report(LocalDate fecha, @Nullable Path rechazos) throws InterruptedException {
        return report(encargo(fecha, rechazos));
    }

    private static Hecho report(Encargo encargo) throws InterruptedException {
        Report report = new Report(
                () -> {
                    throw new IllegalStateException("Kafka is not wanted");
                },
                Progress.silent());
        return report.run(encargo);
    }

    private static String page() throws IOException {
        return Files.readString(dir.resolve("report.html"), StandardCharsets.UTF_8);
    }
}
