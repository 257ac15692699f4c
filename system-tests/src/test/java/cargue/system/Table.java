package cargue.system;

import cargue.contract.Posicion;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** PostgreSQL as it is. */
final class Table {

    private final String jdbcUrl;
    private final String user;
    private final String password;

    Table(Infra infra) {
        this(infra.jdbcUrl(), infra.user(), infra.password());
    }

    Table(String jdbcUrl, String user, String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    /** A whole row of the table. */
    record Row(
            int cantidad,
            int adicional,
            int dctos,
            int devoluciones,
            int vencidas,
            boolean v,
            boolean d,
            String epoca,
            long seq) {

        int total() {
            return cantidad - dctos + adicional - devoluciones - vencidas;
        }

        /** What the plain stream and server-sent events tell of it. */
        Sheet.Row plain() {
            return new Sheet.Row(v, d, total(), seq);
        }
    }

    /** All rows of a vendedor, by sheet and product. */
    Map<String, Row> rows(String vendedorId) {
        Map<String, Row> rows = new HashMap<>();
        query(
                "SELECT * FROM renglon WHERE vendedor_id = ?",
                vendedorId,
                row -> rows.put(
                        row.getString("fecha") + "/" + row.getString("dia") + "/" + row.getString("producto"),
                        new Row(
                                row.getInt("cantidad"),
                                row.getInt("adicional"),
                                row.getInt("dctos"),
                                row.getInt("devoluciones"),
                                row.getInt("vencidas"),
                                row.getBoolean("v"),
                                row.getBoolean("d"),
                                row.getString("epoca"),
                                row.getLong("seq"))));
        return rows;
    }

    /** The rows of a sheet, by product, as viewers know them. */
    Map<String, Sheet.Row> plainRows(Sheet sheet) {
        String prefix = sheet.fecha() + "/" + sheet.dia() + "/";
        Map<String, Sheet.Row> rows = new HashMap<>();
        rows(sheet.vendedorId()).forEach((name, row) -> {
            if (name.startsWith(prefix)) {
                rows.put(name.substring(prefix.length()), row.plain());
            }
        });
        return rows;
    }

    /** A vendedor's last seq. */
    long lastSeq(String vendedorId) {
        return number("SELECT last_seq FROM vendedor_stream WHERE vendedor_id = ?", vendedorId);
    }

    /** The last seq that the relay has noted as published. */
    long publishedSeq(String vendedorId) {
        return number("SELECT published_seq FROM outbox_cursor WHERE vendedor_id = ?", vendedorId);
    }

    /** A vendedor's events as they are sent, in their order. */
    List<String> payloads(String vendedorId) {
        List<String> payloads = new ArrayList<>();
        query(
                "SELECT payload FROM check_event WHERE vendedor_id = ? ORDER BY epoca, seq",
                vendedorId,
                row -> payloads.add(new String(row.getBytes(1), StandardCharsets.UTF_8)));
        return payloads;
    }

    /** Changes what no call can change. */
    void update(String sql, String vendedorId) {
        try (Connection connection = connect();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, vendedorId);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A vendedor's present position. */
    Posicion posicion(String vendedorId) {
        List<Posicion> found = new ArrayList<>();
        query(
                "SELECT epoca, last_seq FROM vendedor_stream WHERE vendedor_id = ?",
                vendedorId,
                row -> found.add(new Posicion(row.getObject(1, UUID.class), row.getLong(2))));
        return found.get(0);
    }

    private long number(String sql, String vendedorId) {
        long[] number = new long[1];
        query(sql, vendedorId, row -> number[0] = row.getLong(1));
        return number[0];
    }

    /** Takes a row. */
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, String vendedorId, RowReader reader) {
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, vendedorId);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }
}
