package cargue.ingest.cambio;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import cargue.contract.Vendedores;
import cargue.ingest.http.Respuesta;
import cargue.ingest.idempotency.Clave;
import cargue.ingest.idempotency.ClaveOcupada;
import cargue.ingest.idempotency.Guardada;
import cargue.ingest.idempotency.RespuestaStore;
import cargue.ingest.outbox.Outbox;
import cargue.ingest.planilla.Hojas;
import cargue.ingest.vendedor.Turno;
import cargue.ingest.vendedor.VendedorStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies changes of one vendedor in one transaction, in their order, under the vendedor's lock: rows, events, counter
 * and stored answers are committed together or not at all. Thread-safe; a call takes as long as PostgreSQL does, within
 * the connection's own timeouts.
 */
@Component
class Escritor {

    private final TransactionTemplate transaction;
    private final VendedorStore vendedores;
    private final RespuestaStore respuestas;
    private final Hojas hojas;
    private final Outbox outbox;
    private final CambioProperties properties;

    Escritor(
            TransactionTemplate transaction,
            VendedorStore vendedores,
            RespuestaStore respuestas,
            Hojas hojas,
            Outbox outbox,
            CambioProperties properties) {
        this.transaction = transaction;
        this.vendedores = vendedores;
        this.respuestas = respuestas;
        this.hojas = hojas;
        this.outbox = outbox;
        this.properties = properties;
    }

    /**
     * Answers each change.
     *
     * @param peticiones all of the vendedor
     * @throws org.springframework.dao.DataAccessException when PostgreSQL did not answer; what it did is then unknown
     */
    List<Respuesta> apply(String vendedorId, List<Peticion> peticiones) {
        long start = System.nanoTime();
        while (true) {
            try {
                List<Respuesta> answers = transaction.execute(status -> inTransaction(vendedorId, peticiones));
                // Only a flag: were it lost here, the relay's sweep would find the events.
                outbox.wake(vendedorId);
                return answers;
            } catch (ClaveOcupada e) {
                // Two vendedores' transactions with one key do not wait for the same lock. The other one has
                // committed, so the next look finds its answer.
                if (Duration.ofNanos(System.nanoTime() - start).compareTo(properties.lastStart()) > 0) {
                    throw e;
                }
            }
        }
    }

    private List<Respuesta> inTransaction(String vendedorId, List<Peticion> peticiones) {
        if (!Vendedores.isId(vendedorId)) {
            return answerUnknown(vendedorId, peticiones, new Repetidas(Map.of()));
        }
        // The lock first: the answers that another instance stored under it are visible only after it was got.
        Optional<Turno> turno = vendedores.lock(vendedorId);
        Repetidas repetidas = new Repetidas(respuestas.find(claves(peticiones)));
        return turno.isEmpty()
                ? answerUnknown(vendedorId, peticiones, repetidas)
                : answer(peticiones, vendedorId, new Lote(turno.get(), repetidas, hojas, properties.zona()), repetidas);
    }

    private List<Respuesta> answer(List<Peticion> peticiones, String vendedorId, Lote lote, Repetidas repetidas) {
        prefetch(peticiones);
        List<Respuesta> answers = peticiones.stream().map(lote::answer).toList();
        if (!lote.registros().isEmpty()) {
            hojas.flush();
            outbox.append(lote.registros());
            vendedores.advance(vendedorId, lote.lastSeq(), lote.lastAt());
        }
        respuestas.save(repetidas.added());
        return answers;
    }

    private static List<Respuesta> answerUnknown(String vendedorId, List<Peticion> peticiones, Repetidas repetidas) {
        return peticiones.stream()
                .map(peticion -> repetidas
                        .find(peticion)
                        .map(Guardada::respuesta)
                        .orElseGet(() -> Respuestas.unknownVendedor(vendedorId)))
                .toList();
    }

    private static List<Clave> claves(List<Peticion> peticiones) {
        return peticiones.stream().flatMap(p -> p.clave().stream()).toList();
    }

    private void prefetch(List<Peticion> peticiones) {
        if (peticiones.size() > 1) {
            peticiones.stream()
                    .map(Peticion::cambio)
                    .filter(CambioCheck.class::isInstance)
                    .map(CambioCheck.class::cast)
                    .collect(groupingBy(CambioCheck::planilla, mapping(CambioCheck::producto, toList())))
                    .forEach(hojas::prefetch);
        }
    }
}
