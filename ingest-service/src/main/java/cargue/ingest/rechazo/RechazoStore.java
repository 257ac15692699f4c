package cargue.ingest.rechazo;

import cargue.ingest.sql.Ronda;
import cargue.ingest.sql.Tabla;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The refusals in PostgreSQL. */
@Component
public class RechazoStore {

    private static final String SELECT =
            "SELECT ocurrido_en, id, vendedor_id, dia, fecha, producto, codigo, actor, rol, origen, marcado_en FROM ";

    /** No id has a comma. Each vendedor's are taken out of its own place in the index, and then the first of all. */
    private static final String OF_THESE = "unnest(string_to_array(?, ',')) AS v (vendedor) CROSS JOIN LATERAL ("
            + "SELECT * FROM rechazo WHERE vendedor_id = v.vendedor AND %1$s) r ORDER BY %2$s LIMIT ?";

    private static final String OF_ALL = "rechazo WHERE %1$s";

    private final JdbcTemplate jdbc;

    RechazoStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds refusals in a round of the transaction that decided them. */
    public static void save(Ronda ronda, Collection<Rechazado> rechazados) {
        if (rechazados.isEmpty()) {
            return;
        }
        Tabla rows = Tabla.of(rechazados)
                .add("vendedor_id", "text", Rechazado::vendedorId)
                .add("dia", "text", r -> r.dia().name())
                .add("fecha", "date", Rechazado::fecha)
                .add("producto", "text", Rechazado::producto)
                .add("codigo", "text", Rechazado::codigo)
                .add("actor", "text", Rechazado::actor)
                .add("rol", "text", r -> r.rol().name().toLowerCase(Locale.ROOT))
                .add("origen", "text", Rechazado::origen)
                .add("marcado_en", "timestamptz", Rechazado::marcadoEn)
                .tabla();
        ronda.update(
                "INSERT INTO rechazo (vendedor_id, dia, fecha, producto, codigo, actor, rol, origen, marcado_en)"
                        + " SELECT r.* FROM %s",
                "r", rows);
    }

    /**
     * A place in the refusals as they are ordered.
     *
     * @param id above it at one moment
     */
    record Lugar(Instant ocurridoEn, long id) {

        /** Before all of that moment and later. */
        static Lugar before(Instant desde) {
            return new Lugar(desde, 0);
        }
    }

    /** A refusal as it is kept. */
    record Fila(
            Lugar lugar,
            String vendedorId,
            String dia,
            LocalDate fecha,
            @Nullable String producto,
            String codigo,
            String actor,
            String rol,
            String origen,
            @Nullable Instant marcadoEn) {}

    /** The first of those above a place, oldest first, so many at most. */
    List<Fila> after(Lugar lugar, Consulta consulta, int limit) {
        return read(consulta, "ocurrido_en, id", lugar, limit);
    }

    /** The last ones, newest first, so many at most. */
    List<Fila> newest(Consulta consulta, int limit) {
        return read(consulta, "ocurrido_en DESC, id DESC", Lugar.before(consulta.desde()), limit);
    }

    private List<Fila> read(Consulta consulta, String order, Lugar lugar, int limit) {
        String first = "ocurrido_en < ? AND (ocurrido_en, id) > (?, ?) ORDER BY " + order + " LIMIT ?";
        List<@Nullable Object> parameters =
                new ArrayList<>(List.of(consulta.hasta(), lugar.ocurridoEn(), lugar.id(), limit));
        Collection<String> vendedores = consulta.vendedores();
        if (vendedores != null) {
            parameters.add(0, String.join(",", vendedores));
            parameters.add(limit);
        }
        List<Fila> filas = new ArrayList<>();
        new Ronda()
                .query(
                        SELECT + (vendedores == null ? OF_ALL : OF_THESE).formatted(first, order),
                        row -> filas.add(fila(row)),
                        parameters.toArray())
                .run(jdbc);
        return filas;
    }

    private static Fila fila(ResultSet row) throws SQLException {
        int column = 1;
        Lugar lugar = new Lugar(row.getObject(column++, OffsetDateTime.class).toInstant(), row.getLong(column++));
        return new Fila(
                lugar,
                row.getString(column++),
                row.getString(column++),
                row.getObject(column++, LocalDate.class),
                row.getString(column++),
                row.getString(column++),
                row.getString(column++),
                row.getString(column++),
                row.getString(column++),
                instant(row, column));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }
}
