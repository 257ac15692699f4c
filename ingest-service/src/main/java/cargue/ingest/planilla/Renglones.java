package cargue.ingest.planilla;

import cargue.contract.Dia;
import cargue.contract.Posicion;
import cargue.ingest.sql.Ronda;
import cargue.ingest.sql.Tabla;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The rows in PostgreSQL. Everything is read from the primary. */
@Component
class Renglones {

    private static final String COLUMNS = "r.fecha, r.dia, r.producto_clave, r.producto, r.cantidad, r.adicional,"
            + " r.dctos, r.devoluciones, r.vencidas, r.v, r.d, r.epoca, r.seq, r.actualizado_en";

    private final JdbcTemplate jdbc;

    Renglones(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads those rows of a vendedor that are there, in a round. */
    static void find(Ronda ronda, String vendedorId, Collection<Clave> claves, Consumer<Renglon> found) {
        ronda.query(
                "SELECT " + COLUMNS + " FROM %s JOIN renglon r USING (fecha, dia, producto_clave)"
                        + " WHERE r.vendedor_id = ?",
                "k",
                claves(Tabla.of(claves)),
                row -> found.accept(renglon(vendedorId, row)),
                vendedorId);
    }

    /** What names a row of a vendedor. */
    record Clave(LocalDate fecha, Dia dia, String producto) {

        static Clave of(Planilla planilla, String producto) {
            return new Clave(planilla.fecha(), planilla.dia(), producto);
        }
    }

    private static Tabla claves(Tabla.Columns<Clave> columns) {
        return columns.add("fecha", "date", Clave::fecha)
                .add("dia", "text", clave -> clave.dia().name())
                .add("producto_clave", "text", Clave::producto)
                .tabla();
    }

    /** All rows of a sheet, by product. */
    List<Renglon> findAll(Planilla planilla) {
        return jdbc.query(
                "SELECT " + COLUMNS + " FROM renglon r WHERE r.vendedor_id = ? AND r.fecha = ? AND r.dia = ?"
                        + " ORDER BY r.producto_clave",
                (row, number) -> renglon(planilla.vendedorId(), row),
                planilla.vendedorId(),
                planilla.fecha(),
                planilla.dia().name());
    }

    /** How many rows a sheet has. */
    int count(Planilla planilla) {
        return one(
                "SELECT count(*) FROM renglon WHERE vendedor_id = ? AND fecha = ? AND dia = ?",
                planilla.vendedorId(),
                planilla.fecha(),
                planilla.dia().name());
    }

    /** How many sheets of a date or later a vendedor has. */
    int countPlanillas(String vendedorId, LocalDate desde) {
        return one(
                "SELECT count(*) FROM (SELECT DISTINCT fecha, dia FROM renglon"
                        + " WHERE vendedor_id = ? AND fecha >= ?) AS planillas",
                vendedorId,
                desde);
    }

    private int one(String sql, Object... parameters) {
        Integer count = jdbc.queryForObject(sql, Integer.class, parameters);
        return count == null ? 0 : count;
    }

    void run(Ronda ronda) {
        ronda.run(jdbc);
    }

    /** Adds new rows, in a round. */
    static void insert(Ronda ronda, Collection<Renglon> nuevos) {
        ronda.update(
                """
                INSERT INTO renglon (fecha, dia, producto_clave, cantidad, adicional, dctos, devoluciones, vencidas,
                                     v, d, epoca, seq, actualizado_en, producto, vendedor_id)
                SELECT n.* FROM %s\
                """,
                "n",
                estados(nuevos)
                        .add("producto", "text", Renglon::producto)
                        .add("vendedor_id", "text", r -> r.planilla().vendedorId())
                        .tabla());
    }

    /** Writes rows of a vendedor that are there, in a round. */
    static void update(Ronda ronda, String vendedorId, Collection<Renglon> changed) {
        ronda.update("""
                UPDATE renglon r
                SET cantidad = n.cantidad, adicional = n.adicional, dctos = n.dctos, devoluciones = n.devoluciones,
                    vencidas = n.vencidas, v = n.v, d = n.d, epoca = n.epoca, seq = n.seq,
                    actualizado_en = n.actualizado_en
                FROM %s
                WHERE r.vendedor_id = ? AND r.fecha = n.fecha AND r.dia = n.dia
                  AND r.producto_clave = n.producto_clave
                """, "n", estados(changed).tabla(), vendedorId);
    }

    private static Tabla.Columns<Renglon> estados(Collection<Renglon> renglones) {
        return Tabla.of(renglones)
                .add("fecha", "date", r -> r.planilla().fecha())
                .add("dia", "text", r -> r.planilla().dia().name())
                .add("producto_clave", "text", Renglon::productoClave)
                .add("cantidad", "int", r -> r.estado().cantidad())
                .add("adicional", "int", r -> r.estado().adicional())
                .add("dctos", "int", r -> r.estado().dctos())
                .add("devoluciones", "int", r -> r.estado().devoluciones())
                .add("vencidas", "int", r -> r.estado().vencidas())
                .add("v", "boolean", r -> r.estado().v())
                .add("d", "boolean", r -> r.estado().d())
                .add("epoca", "uuid", r -> r.posicion().epoca())
                .add("seq", "bigint", r -> r.posicion().seq())
                .add("actualizado_en", "timestamptz", Renglon::actualizadoEn);
    }

    private static Renglon renglon(String vendedorId, ResultSet row) throws SQLException {
        int column = 1;
        LocalDate fecha = row.getObject(column++, LocalDate.class);
        Dia dia = Dia.valueOf(row.getString(column++));
        String clave = row.getString(column++);
        Producto producto = new Producto(row.getString(column++), clave);
        Estado estado = new Estado(
                row.getInt(column++),
                row.getInt(column++),
                row.getInt(column++),
                row.getInt(column++),
                row.getInt(column++),
                row.getBoolean(column++),
                row.getBoolean(column++));
        Posicion posicion = new Posicion(row.getObject(column++, UUID.class), row.getLong(column++));
        return new Renglon(
                new Planilla(vendedorId, dia, fecha),
                producto,
                estado,
                posicion,
                row.getObject(column, OffsetDateTime.class).toInstant());
    }
}
