package cargue.ingest.epoca;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.Rol;
import cargue.ingest.outbox.Outbox;
import cargue.ingest.outbox.Registro;
import cargue.ingest.outbox.Traceparent;
import cargue.ingest.planilla.Estado;
import cargue.ingest.planilla.Planilla;
import cargue.ingest.sql.Ronda;
import cargue.ingest.vendedor.Epocas;
import cargue.ingest.vendedor.Turno;
import cargue.ingest.vendedor.VendedorStore;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One vendedor's new epoca: the event that begins it, and one for each row of the sheets of the last 7 days and later,
 * in the order in which the rows last changed. Older rows keep the epoca and seq that they have, since no reader is
 * served them. The relay's cursor stays, so what is pending of the old epoca is sent first.
 */
class Restauracion {

    private static final String ACTOR = "sistema";
    private static final String ORIGEN = "nueva-epoca";
    private static final int BATCH = 1_000;
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private final VendedorStore vendedores;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final EpocaProperties properties;
    private final String traceparent = Traceparent.of(null); // of this whole run

    Restauracion(VendedorStore vendedores, JdbcTemplate template, JdbcClient jdbc, EpocaProperties properties) {
        this.vendedores = vendedores;
        this.template = template;
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * Begins the vendedor's new epoca in the caller's transaction.
     *
     * @return how many rows were restated
     */
    long begin(String vendedorId) {
        Turno turno = lock(vendedorId);
        UUID epoca = Epocas.after(turno.epoca());
        Instant at = turno.after(turno.lastAt());
        LocalDate desde = LocalDate.ofInstant(turno.ahora(), properties.zona()).minusDays(Planilla.DAYS_BACK);
        long rows = renumber(vendedorId, epoca, at, desde);
        long hasta = 1 + rows;
        append(List.of(registro(inicio(vendedorId, epoca, hasta, at))));
        for (long last = 1; last < hasta; last += BATCH) {
            append(restated(vendedorId, epoca, last));
        }
        vendedores.begin(vendedorId, epoca, hasta, at.plusMillis(rows));
        return rows;
    }

    private Turno lock(String vendedorId) {
        List<Turno> locked = new ArrayList<>();
        Ronda ronda = new Ronda();
        VendedorStore.lock(ronda, vendedorId, locked::add);
        ronda.run(template);
        return locked.get(0);
    }

    /** No relay is woken in this process: another one's sweep finds them. */
    private void append(List<Registro> registros) {
        Ronda ronda = new Ronda();
        Outbox.append(ronda, registros);
        ronda.run(template);
    }

    /** Gives the rows the seqs from 2 on, each a millisecond later than the one before. */
    private long renumber(String vendedorId, UUID epoca, Instant at, LocalDate desde) {
        return jdbc.sql("""
                        UPDATE renglon r
                        SET epoca = :epoca, seq = n.seq,
                            actualizado_en = CAST(:at AS timestamptz) + (n.seq - 1) * interval '1 millisecond'
                        FROM (SELECT fecha, dia, producto_clave, row_number() OVER (ORDER BY epoca, seq) + 1 AS seq
                              FROM renglon WHERE vendedor_id = :vendedor AND fecha >= :desde) n
                        WHERE r.vendedor_id = :vendedor AND r.fecha = n.fecha AND r.dia = n.dia
                          AND r.producto_clave = n.producto_clave
                        """)
                .param("epoca", epoca)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("vendedor", vendedorId)
                .param("desde", desde)
                .update();
    }

    private List<Registro> restated(String vendedorId, UUID epoca, long last) {
        return jdbc.sql("""
                        SELECT * FROM renglon
                        WHERE vendedor_id = ? AND epoca = ? AND seq > ? AND seq <= ? ORDER BY seq
                        """).params(vendedorId, epoca, last, last + BATCH).query(Restauracion::evento).stream()
                .map(this::registro)
                .toList();
    }

    private Registro registro(Evento evento) {
        return new Registro(evento, traceparent);
    }

    private static EpocaEvento inicio(String vendedorId, UUID epoca, long hasta, Instant at) {
        return new EpocaEvento(
                Evento.SCHEMA,
                IDS.generate(),
                vendedorId,
                epoca,
                1,
                hasta,
                Causa.RESTAURACION,
                ACTOR,
                Rol.ADMIN,
                ORIGEN,
                at);
    }

    private static CheckEvento evento(ResultSet row, int number) throws SQLException {
        Estado estado = new Estado(
                row.getInt("cantidad"),
                row.getInt("adicional"),
                row.getInt("dctos"),
                row.getInt("devoluciones"),
                row.getInt("vencidas"),
                row.getBoolean("v"),
                row.getBoolean("d"));
        return new CheckEvento(
                Evento.SCHEMA,
                IDS.generate(),
                row.getString("vendedor_id"),
                row.getObject("epoca", UUID.class),
                row.getLong("seq"),
                Dia.valueOf(row.getString("dia")),
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
                Causa.RESTAURACION,
                ACTOR,
                Rol.ADMIN,
                ORIGEN,
                row.getObject("actualizado_en", OffsetDateTime.class).toInstant(),
                null);
    }
}
