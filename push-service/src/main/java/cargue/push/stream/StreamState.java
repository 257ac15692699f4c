package cargue.push.stream;

import cargue.contract.Evento;
import cargue.push.OwnedBy;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Viewer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All vendedores as this reading of the log has them, and what each record does to them and to their viewers. */
@OwnedBy("push-stream")
final class StreamState {

    private static final Logger LOG = LoggerFactory.getLogger(StreamState.class);

    private final Map<String, Vendedor> vendedores = new HashMap<>();
    private final Audiencia audiencia;
    private final StreamCounters counters;
    private LocalDate desdeFecha;

    StreamState(LocalDate hoy, Audiencia audiencia, StreamCounters counters) {
        this.audiencia = audiencia;
        this.counters = counters;
        this.desdeFecha = hoy.minusDays(Filtro.DIAS_ATRAS);
    }

    int size() {
        return vendedores.size();
    }

    /** Gives a viewer the rows it asked for; from here on it is offered every change, so it misses and repeats none. */
    void join(Viewer viewer) {
        Vendedor vendedor = vendedores.get(viewer.vendedorId());
        if (vendedor != null) {
            viewer.replay(vendedor.state.replay(viewer.filtro(), viewer.desde()).stream()
                    .map(Fila::replay)
                    .toList());
        }
        audiencia.add(viewer);
    }

    /** Forgets the sheets that a new day puts out of reach. */
    void setHoy(LocalDate hoy) {
        LocalDate limit = hoy.minusDays(Filtro.DIAS_ATRAS);
        if (!limit.equals(desdeFecha)) {
            desdeFecha = limit;
            vendedores.values().forEach(vendedor -> vendedor.state.evict(limit));
        }
    }

    /**
     * Applies a record.
     *
     * @param live whether the log was already read to its end
     * @return an offset of the record's partition from which to read again before anything that follows it
     */
    OptionalLong apply(ConsumerRecord<byte[], byte[]> record, boolean live) {
        Evento evento = EventReader.read(record, counters);
        if (evento == null) {
            return OptionalLong.empty();
        }
        Vendedor vendedor = vendedores.computeIfAbsent(evento.vendedorId(), id -> new Vendedor());
        Paso paso = vendedor.state.apply(evento, desdeFecha);
        if (paso instanceof Paso.Hueco hueco) {
            if (live && vendedor.rereadFor != record.offset()) {
                return OptionalLong.of(reread(vendedor, record, evento, hueco));
            }
            paso = acceptHole(vendedor, record, evento, hueco, live);
        }
        vendedor.lastOffset = Math.max(vendedor.lastOffset, record.offset());
        follow(vendedor, evento, paso);
        return OptionalLong.empty();
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
        return vendedor.lastOffset + 1;
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
        vendedor.state.skipTo(evento);
        audiencia.close(evento.vendedorId(), Cierre.REINICIO);
        return vendedor.state.apply(evento, desdeFecha);
    }

    private void follow(Vendedor vendedor, Evento evento, Paso paso) {
        if (paso instanceof Paso.Cambio cambio) {
            audiencia.offer(evento.vendedorId(), cambio.fila());
        } else if (paso instanceof Paso.Reemplazo) {
            LOG.info("vendedor {} has a new epoca, {}", evento.vendedorId(), evento.posicion());
            audiencia.close(evento.vendedorId(), Cierre.REINICIO);
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
                    "vendedor {}: another event has the identity {}; database restored without nueva-epoca?",
                    evento.vendedorId(),
                    evento.posicion());
        }
    }

    private static String where(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static final class Vendedor {
        private final VendedorState state = new VendedorState();
        private long lastOffset = -1;
        private long rereadFor = -1;
        private boolean otherIdSaid;
    }
}
