package cargue.system;

import static org.awaitility.Awaitility.await;

import cargue.contract.Causa;
import cargue.contract.CheckEvento;
import cargue.contract.Dia;
import cargue.contract.EpocaEvento;
import cargue.contract.Evento;
import cargue.contract.Posicion;
import cargue.contract.Rol;
import cargue.local.service.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A vendedor that ingest-service knows nothing of: a test makes its events, in the contract's order. */
final class Made {

    private static final AtomicLong MILLIS = new AtomicLong(System.currentTimeMillis());
    private static final int MANY = 100;

    private final String vendedorId;
    private final LocalDate fecha;
    private UUID epoca = uuid7();
    private long seq;

    Made(String vendedorId, LocalDate fecha) {
        this.vendedorId = vendedorId;
        this.fecha = fecha;
    }

    String vendedorId() {
        return vendedorId;
    }

    LocalDate fecha() {
        return fecha;
    }

    long seq() {
        return seq;
    }

    Posicion posicion() {
        return new Posicion(epoca, seq);
    }

    /** Waits until a node has all of it: who joins before is told part of it as changes, or greeted once more. */
    void awaitOn(Service node) {
        await().atMost(V1Viewer.LIMIT)
                .until(() -> posicion().equals(Push.posicion(new Push(node).planilla(vendedorId, Filter.NONE))));
    }

    /** Later than any other of this run. */
    static UUID uuid7() {
        return new UUID(
                MILLIS.incrementAndGet() << 16 | 0x7000,
                1L << 63 | ThreadLocalRandom.current().nextLong() >>> 2);
    }

    /** The next event: a row's quantity, ticked by the dispatcher. */
    CheckEvento row(String producto, int cantidad) {
        return row(epoca, ++seq, producto, cantidad, Causa.CHECK_D);
    }

    /** An event at a place of its own. */
    CheckEvento rowOf(Posicion at, String producto, int cantidad) {
        return row(at.epoca(), at.seq(), producto, cantidad, Causa.CHECK_D);
    }

    /** Leaves seqs out, which never happens in a topic that is whole. */
    void skip(int count) {
        seq += count;
    }

    /** A new epoca that restates these products. */
    List<Evento> newEpoca(String... productos) {
        epoca = uuid7();
        seq = productos.length + 1L;
        EpocaEvento first = new EpocaEvento(
                Evento.SCHEMA,
                uuid7(),
                vendedorId,
                epoca,
                1,
                seq,
                Causa.RESTAURACION,
                "sistema",
                Rol.ADMIN,
                "nueva-epoca",
                now());
        Stream<Evento> rest = IntStream.range(0, productos.length)
                .mapToObj(i -> row(epoca, i + 2L, productos[i], MANY, Causa.RESTAURACION));
        return Stream.concat(Stream.of(first), rest).toList();
    }

    private CheckEvento row(UUID ofEpoca, long at, String producto, int cantidad, Causa causa) {
        return new CheckEvento(
                Evento.SCHEMA,
                uuid7(),
                vendedorId,
                ofEpoca,
                at,
                Dia.LUNES,
                fecha,
                producto,
                false,
                cantidad > 0,
                cantidad,
                0,
                0,
                0,
                0,
                cantidad,
                causa,
                "despacho",
                Rol.DESPACHADOR,
                "crm",
                now(),
                null);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
