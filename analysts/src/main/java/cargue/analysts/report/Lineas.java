package cargue.analysts.report;

import cargue.analysts.report.Cifras.Cambios;
import cargue.analysts.report.Cifras.Carga;
import cargue.analysts.report.Cifras.Espera;
import cargue.analysts.report.Cifras.Procedencia;
import cargue.analysts.report.Cifras.Renglon;
import cargue.analysts.report.Cifras.Totales;
import cargue.analysts.report.Cifras.Vendedor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads the lines of the tables that {@code report.sql} makes. */
final class Lineas {

    private Lineas() {}

    static Procedencia procedencia(ResultSet row) throws SQLException {
        return new Procedencia(
                row.getLong("eventos"),
                instant(row, "primero"),
                instant(row, "ultimo"),
                row.getLong("epocas"),
                row.getLong("reloj"),
                row.getLong("cortados"));
    }

    static Totales totales(ResultSet row) throws SQLException {
        return new Totales(row.getLong("vendedores"), carga(row), espera(row), cambios(row));
    }

    static Vendedor vendedor(ResultSet row) throws SQLException {
        return new Vendedor(
                row.getString("vendedor_id"),
                carga(row),
                espera(row),
                row.getString("espera_mayor_producto"),
                cambios(row));
    }

    static Renglon renglon(ResultSet row) throws SQLException {
        return new Renglon(
                row.getString("vendedor_id"),
                row.getString("dia"),
                row.getString("producto"),
                row.getLong("total"),
                row.getBoolean("vigente"),
                instant(row, "primera_d"),
                instant(row, "primera_v"),
                number(row, "espera_s"),
                new Cambios(
                        row.getLong("desmarcadas_d"),
                        row.getLong("desmarcadas_v"),
                        row.getLong("correcciones"),
                        row.getBoolean("sin_marcar") ? 1 : 0),
                row.getBoolean("cortado"));
    }

    private static Carga carga(ResultSet row) throws SQLException {
        return new Carga(
                row.getLong("renglones"),
                instant(row, "primera_d"),
                instant(row, "ultima_v"),
                number(row, "carga_min"));
    }

    private static Espera espera(ResultSet row) throws SQLException {
        return new Espera(row.getLong("esperas"), number(row, "espera_mediana_s"), number(row, "espera_mayor_s"));
    }

    private static Cambios cambios(ResultSet row) throws SQLException {
        return new Cambios(
                row.getLong("desmarcadas_d"),
                row.getLong("desmarcadas_v"),
                row.getLong("correcciones"),
                row.getLong("sin_marcar"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
