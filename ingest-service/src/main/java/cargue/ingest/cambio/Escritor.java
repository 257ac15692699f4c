package cargue.ingest.cambio;

import cargue.contract.Vendedores;
import cargue.ingest.http.Respuesta;
import cargue.ingest.idempotency.Clave;
import cargue.ingest.idempotency.ClaveOcupada;
import cargue.ingest.idempotency.Guardada;
import cargue.ingest.idempotency.RespuestaStore;
import cargue.ingest.outbox.Outbox;
import cargue.ingest.planilla.Abiertas;
import cargue.ingest.planilla.Abiertas.Pedido;
import cargue.ingest.planilla.Hojas;
import cargue.ingest.rechazo.Cupo;
import cargue.ingest.rechazo.RechazoStore;
import cargue.ingest.sql.Ronda;
import cargue.ingest.vendedor.Turno;
import cargue.ingest.vendedor.VendedorStore;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies changes of one vendedor in one transaction, in their order, under the vendedor's lock: rows, events, counter
 * and stored answers are committed together or not at all, in two round trips. Thread-safe; a call takes as long as
 * PostgreSQL does, within the connection's own timeouts.
 */
@Component
class Escritor {

    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final Hojas hojas;
    private final Outbox outbox;
    private final CambioProperties properties;
    private final CambioMetrics metrics;
    private final Cupo cupo;
    private final Tracer tracer;

    Escritor(
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            Hojas hojas,
            Outbox outbox,
            CambioProperties properties,
            CambioMetrics metrics,
            Cupo cupo,
            OpenTelemetry telemetry) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.hojas = hojas;
        this.outbox = outbox;
        this.properties = properties;
        this.metrics = metrics;
        this.cupo = cupo;
        this.tracer = telemetry.getTracer("cargue.ingest");
    }

    /**
     * Answers each change.
     *
     * @param peticiones all of the vendedor
     * @throws org.springframework.dao.DataAccessException when PostgreSQL did not answer; what it did is then unknown
     */
    List<Respuesta> apply(String vendedorId, List<Peticion> peticiones) {
        if (!Vendedores.isId(vendedorId)) {
            return answerUnknown(vendedorId, peticiones, new Repetidas());
        }
        if (!Span.current().getSpanContext().isSampled()) {
            return repeatedly(vendedorId, peticiones);
        }
        Span span = tracer.spanBuilder("commit")
                .setAttribute("cargue.vendedor_id", vendedorId)
                .setAttribute("cargue.changes", peticiones.size())
                .startSpan();
        try {
            return repeatedly(vendedorId, peticiones);
        } catch (RuntimeException e) {
            // No message: PostgreSQL's quotes what people sent.
            span.setAttribute("exception.type", e.getClass().getName()).setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private List<Respuesta> repeatedly(String vendedorId, List<Peticion> peticiones) {
        long start = System.nanoTime();
        while (true) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> inTransaction(vendedorId, peticiones)));
            } catch (DuplicateKeyException e) {
                // Two vendedores' transactions with one key do not wait for the same lock. The other one has
                // committed, so the next look finds its answer.
                if (!RespuestaStore.isOccupied(e)) {
                    throw e;
                }
                if (Duration.ofNanos(System.nanoTime() - start).compareTo(properties.lastStart()) > 0) {
                    throw new ClaveOcupada(e);
                }
            }
        }
    }

    private List<Respuesta> inTransaction(String vendedorId, List<Peticion> peticiones) {
        List<Turno> turno = new ArrayList<>();
        Repetidas repetidas = new Repetidas();
        Abiertas abiertas = hojas.open(vendedorId);
        Ronda lectura = new Ronda();
        // The lock first: what others stored under it is seen by the statements that begin after it was got.
        VendedorStore.lock(lectura, vendedorId, turno::add);
        RespuestaStore.find(lectura, claves(peticiones), repetidas::know);
        abiertas.read(lectura, pedidos(peticiones));
        lectura.run(jdbc);
        if (turno.isEmpty()) {
            return answerUnknown(vendedorId, peticiones, repetidas);
        }
        Lote lote = new Lote(turno.get(0), repetidas, abiertas, properties.zona());
        List<Respuesta> answers = peticiones.stream().map(lote::answer).toList();
        store(vendedorId, lote, abiertas, repetidas);
        return answers;
    }

    /** Stores all and commits, in one round. */
    private void store(String vendedorId, Lote lote, Abiertas abiertas, Repetidas repetidas) {
        Ronda escritura = new Ronda();
        abiertas.store(escritura);
        if (!lote.registros().isEmpty()) {
            Outbox.append(escritura, lote.registros());
            VendedorStore.advance(escritura, vendedorId, lote.lastSeq(), lote.lastAt());
        }
        RespuestaStore.save(escritura, repetidas.added());
        RechazoStore.save(escritura, cupo.of(vendedorId, lote.rechazados()));
        escritura.commit().run(jdbc);
        metrics.decided(lote);
        if (!lote.registros().isEmpty()) {
            // Only a flag: were it lost here, the relay's sweep would find the events.
            outbox.wake(vendedorId);
        }
    }

    private List<Respuesta> answerUnknown(String vendedorId, List<Peticion> peticiones, Repetidas repetidas) {
        return peticiones.stream()
                .map(peticion -> repetidas
                        .find(peticion)
                        .map(found -> again(peticion, found))
                        .orElseGet(() -> unknown(vendedorId)))
                .toList();
    }

    private Respuesta again(Peticion peticion, Guardada found) {
        if (Repetidas.isReused(peticion, found)) {
            metrics.refused(Rechazo.CLAVE_REUTILIZADA);
        }
        return found.respuesta();
    }

    private Respuesta unknown(String vendedorId) {
        metrics.unknownVendedor();
        return Respuestas.unknownVendedor(vendedorId);
    }

    private static List<Clave> claves(List<Peticion> peticiones) {
        return peticiones.stream().flatMap(p -> p.clave().stream()).distinct().toList();
    }

    private static List<Pedido> pedidos(List<Peticion> peticiones) {
        return peticiones.stream().flatMap(p -> p.cambio().pedido().stream()).toList();
    }
}
