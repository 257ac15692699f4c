package cargue.push.stream;

import cargue.contract.CheckEvento;
import cargue.contract.Evento;
import cargue.contract.Posicion;
import cargue.contract.Vendedores;
import cargue.push.OwnedBy;
import cargue.push.kafka.EventReader;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Peticion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All vendedores as this reading of the log has them, and what each record does to them and to their viewers. */
@OwnedBy("push-stream")
final class StreamState {

    private static final Logger LOG = LoggerFactory.getLogger(StreamState.class);

    /** How far a hole is looked for; what is missing from further back was never there. */
    private static final long REREAD_AT_MOST = 10_000;

    private final Map<String, Vendedor> vendedores = new HashMap<>();
    private final Set<Vendedor> changed = new LinkedHashSet<>();
    private final StreamCounters counters;
    private final Recientes recientes;
    private final Trazas trazas;
    private LocalDate desdeFecha;

    /**
     * Of which nothing was read yet.
     *
     * @param ring how many of the latest events are kept of each vendedor
     * @param ringTotal how many of all together
     */
    StreamState(LocalDate hoy, int ring, int ringTotal, StreamCounters counters, Trazas trazas) {
        this.trazas = trazas;
        this.counters = counters;
        this.recientes = new Recientes(ring, ringTotal, counters::forgotten);
        this.desdeFecha = hoy.minusDays(Filtro.DIAS_ATRAS);
    }

    int size() {
        return vendedores.size();
    }

    /** Whether someone has a position that this node has not reached. */
    boolean isAhead(Llegada llegada) {
        Posicion desde = llegada.peticion().desde();
        if (desde == null) {
            return false;
        }
        Vendedor vendedor = vendedores.get(llegada.peticion().vendedorId());
        Numeracion actual = vendedor == null ? null : vendedor.actual();
        return actual == null || desde.compareTo(actual.posicion()) > 0;
    }

    /** Begins to follow; from here on the connection is offered every change, so it misses and repeats none. */
    void follow(Conexion conexion, Peticion peticion) {
        release(conexion.remove(peticion.vendedorId()));
        Vendedor vendedor = vendedor(peticion.vendedorId());
        Suscripcion suscripcion = conexion.formato().isV1()
                ? new V1Suscripcion(conexion, vendedor, peticion.filtro(), peticion.desde())
                : new PlainSuscripcion(
                        conexion, vendedor, peticion.filtro(), peticion.desde(), conexion.formato() == Formato.SSE);
        conexion.put(suscripcion);
        suscripcion.start();
    }

    /** Ends a following; null is none. */
    void release(@Nullable Suscripcion suscripcion) {
        if (suscripcion == null) {
            return;
        }
        suscripcion.end();
        Vendedor vendedor = suscripcion.vendedor();
        if (vendedor.isIdle()) {
            vendedores.remove(vendedor.id(), vendedor);
        }
    }

    /** Whether a request is for sheets that are no longer kept, since midnight has passed on it. */
    boolean isOutOfReach(Peticion peticion) {
        return peticion.filtro().pide(desdeFecha);
    }

    /** @param known whether the asker has the rows of a position already */
    Planilla planilla(Peticion peticion, Predicate<Posicion> known, @Nullable Long atrasoS) {
        Vendedor vendedor = vendedores.get(peticion.vendedorId());
        Numeracion actual = vendedor == null ? null : vendedor.actual();
        if (actual == null) {
            return new Planilla(peticion.vendedorId(), null, false, atrasoS, List.of());
        }
        if (known.test(actual.posicion())) {
            return new Planilla(peticion.vendedorId(), actual.posicion(), true, atrasoS, List.of());
        }
        List<byte[]> rows = actual.filas().changed(peticion.filtro()::sigue, 0).stream()
                .map(Fila::row)
                .toList();
        return new Planilla(peticion.vendedorId(), actual.posicion(), false, atrasoS, rows);
    }

    /** All that is kept of a vendedor. */
    Vista.Registro registro(Peticion peticion) {
        Vendedor vendedor = vendedores.get(peticion.vendedorId());
        Numeracion actual = vendedor == null ? null : vendedor.actual();
        if (actual == null) {
            return new Vista.Registro(peticion.vendedorId(), null, List.of());
        }
        List<CheckEvento> filas = actual.filas().changed(peticion.filtro()::sigue, 0).stream()
                .map(Fila::evento)
                .toList();
        return new Vista.Registro(peticion.vendedorId(), actual.posicion(), filas);
    }

    /** How far this node is with each vendedor. */
    List<Vista.Cabeza> show() {
        return vendedores.values().stream().map(Vendedor::show).toList();
    }

    private Vendedor vendedor(String id) {
        return vendedores.computeIfAbsent(id, key -> new Vendedor(key, recientes));
    }

    /**
     * Forgets the sheets that a new day puts out of reach.
     *
     * @return the first date that is still served, when that has moved
     */
    Optional<LocalDate> setHoy(LocalDate hoy) {
        LocalDate limit = hoy.minusDays(Filtro.DIAS_ATRAS);
        if (limit.equals(desdeFecha)) {
            return Optional.empty();
        }
        desdeFecha = limit;
        vendedores.values().forEach(vendedor -> vendedor.state().evict(limit));
        return Optional.of(limit);
    }

    /** Sends what the records since the last call have changed. */
    void flush() {
        boolean traced = !trazas.isEmpty();
        Instant begun = traced ? Instant.now() : Instant.EPOCH;
        changed.forEach(Vendedor::flush);
        changed.clear();
        if (traced) {
            trazas.sent(begun);
        }
    }

    /** Moves the positions of those for whom only other sheets changed since so many nanoseconds. */
    void sweep(long now, long patience) {
        vendedores.values().forEach(vendedor -> vendedor.sweep(now, patience));
    }

    /**
     * Applies a record.
     *
     * @param live whether the log was already read to its end
     * @return an offset of the record's partition from which to read again before anything that follows it
     */
    OptionalLong apply(ConsumerRecord<byte[], byte[]> record, boolean live) {
        Evento evento = EventReader.read(record, StreamState::objection, counters::unreadable);
        if (evento == null) {
            return OptionalLong.empty();
        }
        Vendedor vendedor = vendedor(evento.vendedorId());
        boolean nothingBefore = vendedor.actual() == null;
        Paso paso = vendedor.state().apply(evento, desdeFecha);
        if (paso instanceof Paso.Hueco hueco) {
            if (live && vendedor.rereadFor != record.offset()) {
                return OptionalLong.of(reread(vendedor, record, evento, hueco));
            }
            paso = acceptHole(vendedor, record, evento, hueco, live);
        }
        vendedor.lastOffset = Math.max(vendedor.lastOffset, record.offset());
        if (nothingBefore && vendedor.actual() != null && !(paso instanceof Paso.Reemplazo)) {
            vendedor.begin();
        }
        follow(vendedor, evento, paso);
        if (live && paso instanceof Paso.Cambio) {
            counters.arrived(evento.ocurridoEn());
            if (evento instanceof CheckEvento check) {
                trazas.arrived(record, check, vendedor);
            }
        }
        return OptionalLong.empty();
    }

    private static @Nullable String objection(Evento evento) {
        return Vendedores.isId(evento.vendedorId()) ? null : "not a vendedor's id";
    }

    /** A hole may be this reader's own fault, once; the log is looked at again before anybody is alarmed. */
    private long reread(Vendedor vendedor, ConsumerRecord<?, ?> record, Evento evento, Paso.Hueco hueco) {
        vendedor.rereadFor = record.offset();
        counters.hole("reread");
        LOG.warn(
                "{}: vendedor {} came with {} where seq {} was due; reading again",
                where(record),
                evento.vendedorId(),
                evento.posicion(),
                hueco.esperado());
        return Math.max(vendedor.lastOffset + 1, record.offset() - REREAD_AT_MOST);
    }

    private Paso acceptHole(
            Vendedor vendedor, ConsumerRecord<?, ?> record, Evento evento, Paso.Hueco hueco, boolean live) {
        String kind = live ? "accepted" : "loading";
        counters.hole(kind);
        LOG.error(
                "{}: vendedor {} lacks events from seq {} up to {} ({}): the topic lost them; ./cargue nueva-epoca mends it",
                where(record),
                evento.vendedorId(),
                hueco.esperado(),
                evento.posicion(),
                kind);
        boolean served = !vendedor.state().isReplacing();
        Numeracion before = vendedor.actual();
        vendedor.state().skipTo(evento);
        Paso paso = vendedor.state().apply(evento, desdeFecha);
        if ((served || vendedor.actual() != before) && !(paso instanceof Paso.Reemplazo)) {
            vendedor.restart();
        }
        return paso;
    }

    private void follow(Vendedor vendedor, Evento evento, Paso paso) {
        if (paso instanceof Paso.Cambio cambio) {
            vendedor.changed(cambio.fila());
            changed.add(vendedor);
        } else if (paso instanceof Paso.Reemplazo) {
            LOG.info("vendedor {} has a new epoca, {}", evento.vendedorId(), evento.posicion());
            vendedor.otherIdSaid = false;
            vendedor.restart();
        } else if (paso instanceof Paso.Repetido repetido) {
            repeated(vendedor, evento, repetido.otherId());
        } else if (paso instanceof Paso.EpocaVieja) {
            counters.oldEpoca();
        }
    }

    private void repeated(Vendedor vendedor, Evento evento, boolean otherId) {
        counters.repeated();
        if (!otherId) {
            return;
        }
        counters.otherId();
        if (!vendedor.otherIdSaid) {
            vendedor.otherIdSaid = true;
            LOG.error(
                    "ALARM vendedor {}: another event has the identity {}, so changes are not shown: the database was"
                            + " restored without new epocas; stop ingest-service and run ./cargue nueva-epoca",
                    evento.vendedorId(),
                    evento.posicion());
        }
    }

    private static String where(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
