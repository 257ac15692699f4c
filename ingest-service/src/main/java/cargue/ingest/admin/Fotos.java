package cargue.ingest.admin;

import cargue.ingest.planilla.Estado;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.sql.Ronda;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What PostgreSQL has of a vendedor, all as of one moment: it is read by one statement. */
@Component
class Fotos {

    private static final String SELECT = """
            SELECT s.epoca AS of_epoca, s.last_seq, c.epoca AS published_epoca, c.published_seq, r.*
            FROM vendedor_stream s JOIN outbox_cursor c USING (vendedor_id)
            LEFT JOIN renglon r ON r.vendedor_id = s.vendedor_id AND r.fecha >= ?
            WHERE s.vendedor_id = ? ORDER BY r.epoca, r.seq
            """;

    private final JdbcTemplate jdbc;
    private final ZoneId zona;

    Fotos(JdbcTemplate jdbc, @Value("${cargue.zona:America/Bogota}") ZoneId zona) {
        this.jdbc = jdbc;
        this.zona = zona;
    }

    /**
     * A vendedor.
     *
     * @param seq of its last event
     * @param publicadoSeq of the last one that the relay knows Kafka to have
     * @param filas of the last 7 days and later, by their last change
     */
    record Foto(String vendedorId, UUID epoca, long seq, long publicadoSeq, UUID publicadoEpoca, List<Fila> filas) {}

    /** A row, with the keys that push-service gives it. */
    record Fila(
            String dia,
            LocalDate fecha,
            String producto,
            boolean v,
            boolean d,
            int cantidad,
            int adicional,
            int dctos,
            int devoluciones,
            int vencidas,
            int total,
            long seq,
            UUID epoca) {}

    /** Empty when there is no such vendedor. */
    Optional<Foto> find(String vendedorId) {
        List<Foto> found = new ArrayList<>();
        new Ronda()
                .query(SELECT, row -> add(found, vendedorId, row), desde(), vendedorId)
                .run(jdbc);
        return found.stream().findFirst();
    }

    /** By PostgreSQL's clock, as for all that is of business. */
    private LocalDate desde() {
        List<LocalDate> hoy = new ArrayList<>();
        new Ronda()
                .query(
                        "SELECT clock_timestamp()",
                        row -> hoy.add(row.getObject(1, OffsetDateTime.class)
                                .atZoneSameInstant(zona)
                                .toLocalDate()))
                .run(jdbc);
        return hoy.get(0).minusDays(Planilla.DAYS_BACK);
    }

    private static void add(List<Foto> found, String vendedorId, ResultSet row) throws SQLException {
        if (found.isEmpty()) {
            found.add(new Foto(
                    vendedorId,
                    row.getObject("of_epoca", UUID.class),
                    row.getLong("last_seq"),
                    row.getLong("published_seq"),
                    row.getObject("published_epoca", UUID.class),
                    new ArrayList<>()));
        }
        if (row.getString("producto") != null) { // else it has no row
            found.get(0).filas().add(fila(row));
        }
    }

    private static Fila fila(ResultSet row) throws SQLException {
        Estado estado = new Estado(
                row.getInt("cantidad"),
                row.getInt("adicional"),
                row.getInt("dctos"),
                row.getInt("devoluciones"),
                row.getInt("vencidas"),
                row.getBoolean("v"),
                row.getBoolean("d"));
        return new Fila(
                row.getString("dia"),
                row.getObject("fecha", LocalDate.class),
                row.getString("producto"),
                estado.v(),
                estado.d(),
                estado.cantidad(),
                estado.adicional(),
                estado.dctos(),
                estado.devoluciones(),
                estado.vencidas(),
                estado.total(),
                row.getLong("seq"),
                row.getObject("epoca", UUID.class));
    }
}
