package cargue.analysts.export;

import static org.assertj.core.api.Assertions.assertThat;

import cargue.analysts.Broker;
import cargue.analysts.duck.Columnas;
import cargue.analysts.duck.Duck;
import cargue.analysts.duck.Formato;
import cargue.contract.Temas;
import cargue.local.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All formats hold the same events in the same order. */
class FormatosTests {

    private static final Instant DAY = Instant.parse("2026-01-05T05:00:00Z");

    @TempDir
    static Path dir;

    private static Broker broker;
    private static String topic;

    @BeforeAll
    static void write() throws Exception {
        broker = Broker.shared();
        topic = broker.newTopic();
        TemaHostil.write(broker, topic, DAY);
        export("all.ndjson");
    }

    @ParameterizedTest
    @EnumSource(names = {"PARQUET", "CSV"})
    void everyFormatSaysWhatTheLinesOfJsonSay(Formato formato) throws Exception {
        String name = "all." + formato.word();
        Resultado done = export(name);
        assertThat(done.eventos()).isEqualTo(TemaHostil.EVENTS);
        assertThat(done.bytes()).isEqualTo(Files.size(dir.resolve(name)));
        assertThat(read(formato, name)).isEqualTo(read(Formato.NDJSON, "all.ndjson"));
        assertThat(dir).isDirectoryNotContaining("glob:**.{part,progress,made,spill}");
    }

    @Test
    void csvHasAHeaderAndTimesAsTheWireHasThem() throws Exception {
        export("header.csv");
        List<String> lines = Files.readAllLines(dir.resolve("header.csv"));
        assertThat(lines.get(0)).isEqualTo(String.join(",", Columnas.types().keySet()));
        assertThat(lines.get(1)).endsWith(",2026-01-05T09:30:00.120Z");
        assertThat(lines.get(2)).endsWith(DAY.plusSeconds(1).toString().replace("Z", ".000Z") + ",");
    }

    @Test
    void parquetHasTypes() throws Exception {
        export("typed.parquet");
        try (Duck duck = Duck.open(dir.resolve("spill"))) {
            List<String> types = duck.list(
                    "DESCRIBE SELECT * FROM read_parquet(?)",
                    row -> row.getString(1) + " " + row.getString(2),
                    dir.resolve("typed.parquet").toString());
            assertThat(types)
                    .contains("seq BIGINT", "fecha DATE", "v BOOLEAN", "total INTEGER", "epoca VARCHAR")
                    .contains("ocurrido_en TIMESTAMP WITH TIME ZONE", "marcado_en TIMESTAMP WITH TIME ZONE");
        }
    }

    /** A name is taken as it is, and never as a pattern of names or a piece of SQL. */
    @ParameterizedTest
    @ValueSource(strings = {"a[1]*.parquet", "o'brien\" -- ?.csv", "ñ 1.parquet"})
    void aNameMayHoldAnySign(String name) throws Exception {
        Resultado done = export(name);
        assertThat(done.eventos()).isEqualTo(TemaHostil.EVENTS);
        assertThat(dir.resolve(name)).isNotEmptyFile();
        Formato formato = Formato.of(Path.of(name));
        Path plain = Files.copy(dir.resolve(name), dir.resolve(name.length() + "." + formato.word()));
        assertThat(read(formato, plain.getFileName().toString())).hasSize(TemaHostil.EVENTS);
    }

    @ParameterizedTest
    @EnumSource(Formato.class)
    void nothingIsAFileTooWithItsHeaderWhereItHasOne(Formato formato) throws Exception {
        String name = "nothing." + formato.word();
        Intervalo before = new Intervalo(DAY.minusSeconds(20), DAY.minusSeconds(10));
        Resultado done = run(new Pedido(dir.resolve(name), formato, before, false));
        assertThat(done.eventos()).isZero();
        assertThat(done.primero()).isNull();
        assertThat(done.line()).startsWith("exported 0 events of 0 vendedores to " + dir.resolve(name));
        assertThat(read(formato, name)).isEmpty();
    }

    private static Resultado export(String name) throws InterruptedException {
        Path file = dir.resolve(name);
        return run(new Pedido(file, Formato.of(file), new Intervalo(DAY, DAY.plus(1, ChronoUnit.DAYS)), true));
    }

    private static Resultado run(Pedido pedido) throws InterruptedException {
        return new Export(Conexion.to(broker.address()), topic, Temas.LATIDOS, Ritmo.ordinary(), Progress.silent())
                .run(pedido);
    }

    /** All values as text, in the file's order. */
    private static List<List<String>> read(Formato formato, String name) throws SQLException {
        try (Duck duck = Duck.open(dir.resolve("spill"))) {
            return duck.list(
                    "SELECT * FROM " + Columnas.reader(formato, "?"),
                    FormatosTests::values,
                    dir.resolve(name).toString());
        }
    }

    private static List<String> values(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(row.getMetaData().getColumnName(i) + "=" + row.getObject(i));
        }
        return values;
    }
}
