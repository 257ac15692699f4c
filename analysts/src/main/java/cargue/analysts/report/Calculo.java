package cargue.analysts.report;

import cargue.analysts.duck.Columnas;
import cargue.analysts.duck.Duck;
import cargue.analysts.duck.Formato;
import cargue.analysts.report.Cifras.Cubo;
import cargue.analysts.report.Cifras.Desmarcas;
import cargue.analysts.report.Cifras.Rechazos;
import cargue.local.process.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the figures of a day by {@code report.sql}. One thread. */
final class Calculo implements AutoCloseable {

    private static final String NO_REFUSALS = """
            CREATE TEMP VIEW rechazos AS
            SELECT NULL::TIMESTAMPTZ AS ocurrido_en, '' AS vendedor_id, '' AS fecha, '' AS codigo WHERE false""";

    private final Duck duck;

    Calculo(Path spill) {
        duck = Duck.open(spill);
    }

    /**
     * Makes them.
     *
     * @param export of events, in the format that its name's ending says
     * @param refusals lines of JSON; null when none are given
     * @throws StackException when a file cannot be read
     */
    Cifras of(LocalDate fecha, ZoneId zona, Path export, @Nullable Path refusals) {
        zone(zona);
        try {
            duck.run("SET VARIABLE fecha = ?::DATE", fecha.toString());
            view("eventos", Columnas.reader(Formato.of(export), "getvariable('eventos')"), export);
            requireAll("eventos", "type", export, "events");
            if (refusals == null) {
                duck.run(NO_REFUSALS);
            } else {
                view("rechazos", Columnas.ndjson(refusalColumns(), "getvariable('rechazos')"), refusals);
                requireAll("rechazos", "codigo", refusals, "refusals");
            }
            duck.script(figures());
            return read(refusals != null);
        } catch (SQLException e) {
            String files = refusals == null ? export.toString() : export + " or " + refusals;
            throw new StackException(
                    "no figures of " + files + ", whose name must end as what is in it (" + Duck.reason(e) + ")", e);
        }
    }

    private void zone(ZoneId zona) {
        try {
            duck.run("SET VARIABLE zona = ?", zona.getId());
            duck.run("SELECT now() AT TIME ZONE getvariable('zona')");
        } catch (SQLException e) {
            throw new StackException("DuckDB knows no time zone " + zona + ": give one such as America/Bogota", e);
        }
    }

    /** A view takes no parameter, but it may read a variable. */
    private void view(String name, String reader, Path file) throws SQLException {
        if (!Files.isReadable(file)) {
            throw new StackException(file + " is not there or cannot be read: name a file that is");
        }
        duck.run("SET VARIABLE " + name + " = ?", file.toAbsolutePath().toString());
        duck.run("CREATE TEMP VIEW " + name + " AS SELECT * FROM " + reader);
    }

    /** What has other fields is read as well, as lines of nothing: figures of it would say that there was nothing. */
    private void requireAll(String view, String field, Path file, String what) throws SQLException {
        long lacking = duck.list("SELECT count(*) FROM " + view + " WHERE " + field + " IS NULL", row -> row.getLong(1))
                .get(0);
        if (lacking > 0) {
            throw new StackException(file + " holds no " + what + ": " + lacking + " of its lines have no " + field
                    + "; take it anew as docs/analysts.md says");
        }
    }

    private Cifras read(boolean refusals) throws SQLException {
        return new Cifras(
                duck.list("FROM procedencia", Lineas::procedencia).get(0),
                duck.list("FROM totales", Lineas::totales).get(0),
                duck.list("FROM por_vendedor ORDER BY vendedor_id", Lineas::vendedor),
                duck.list("FROM renglones ORDER BY vendedor_id, dia, primera_d NULLS LAST, producto", Lineas::renglon),
                duck.list(
                        "FROM cubos ORDER BY hora",
                        row -> new Cubo(
                                Objects.requireNonNull(row.getObject("hora", LocalDateTime.class)),
                                row.getLong("d"),
                                row.getLong("v"))),
                duck.list(
                        "FROM desmarcas_producto ORDER BY d + v DESC, producto",
                        row -> new Desmarcas(row.getString("producto"), row.getLong("d"), row.getLong("v"))),
                refusals
                        ? duck.list(
                                "FROM rechazos_codigo ORDER BY vendedor_id, codigo",
                                row -> new Rechazos(
                                        row.getString("vendedor_id"), row.getString("codigo"), row.getLong("veces")))
                        : null);
    }

    /** As ingest-service gives them. */
    private static Map<String, String> refusalColumns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("ocurrido_en", "TIMESTAMPTZ");
        for (String name : List.of("vendedor_id", "dia", "fecha", "producto", "codigo", "actor", "rol", "origen")) {
            columns.put(name, "VARCHAR");
        }
        return columns;
    }

    private static String figures() {
        try (InputStream sql = Objects.requireNonNull(Calculo.class.getResourceAsStream("report.sql"))) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        duck.close();
    }
}
