package cargue.push.stream;

import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import cargue.contract.Latido;
import cargue.contract.Rol;
import cargue.contract.Temas;
import cargue.push.OwnedBy;
import cargue.push.stream.Mandos.Mando;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.Peticion;
import cargue.push.wire.CodigoError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of the log into fresh state: loading, then live, until it fails or the process stops. */
@OwnedBy(PushStream.THREAD)
final class StreamCycle {

    private static final Logger LOG = LoggerFactory.getLogger(StreamCycle.class);

    /** A turn waits no longer than the sweep's time; one that takes so long was a standstill, or as bad as one. */
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    /** How many vendedores one connection follows at most (contract 4). */
    private static final int MAX_FOLLOWED = 200;

    private static final Duration DRAIN_STEP = Duration.ofMillis(10);

    private final ChecksReader reader;
    private final PhaseBoard board;
    private final Mandos mandos;
    private final Conexiones conexiones;
    private final StreamRules rules;
    private final Clock clock;
    private final StreamState state;
    private final LogEnds ends;
    private final Llegadas llegadas;
    private final Atraso atraso;
    private final long started;
    private long nextSweep;
    private long turnedAt;
    private long turnedAtWall = System.currentTimeMillis();
    private long records;
    private boolean live;
    private @Nullable Drenaje drenaje;

    StreamCycle(
            ChecksReader reader,
            PhaseBoard board,
            Mandos mandos,
            Conexiones conexiones,
            StreamRules rules,
            Atraso atraso,
            Clock clock) {
        this.reader = reader;
        this.board = board;
        this.mandos = mandos;
        this.conexiones = conexiones;
        this.rules = rules;
        this.clock = clock;
        this.atraso = atraso;
        this.started = rules.now();
        this.state = new StreamState(
                LocalDate.now(clock),
                rules.settings().ring(),
                rules.settings().ringTotal(),
                rules.counters(),
                rules.trazas());
        this.ends = new LogEnds(reader::askEnds, reader::position, mandos::wakeup, started);
        this.llegadas = new Llegadas(state, ends, rules.settings(), started);
        this.nextSweep = started;
        this.turnedAt = started;
    }

    /** Whether the end of the log was reached. */
    boolean live() {
        return live;
    }

    void run(BooleanSupplier stopping) throws NotReadable {
        board.set(Phase.LOADING, "reading the log from its start");
        while (!isOver(stopping)) {
            turn();
        }
    }

    /** At a stop the viewers that are still here get every change until it is their turn to go. */
    private boolean isOver(BooleanSupplier stopping) {
        if (!stopping.getAsBoolean()) {
            return false;
        }
        if (!live) {
            return true;
        }
        if (drenaje == null) {
            board.set(Phase.STOPPED, "viewers are sent to another node");
            drenaje = new Drenaje(conexiones.list(), rules.settings().drainWindow(), rules.now());
        }
        drenaje.look(rules.now());
        return drenaje.isDone();
    }

    private void turn() throws NotReadable {
        lookForStandstill();
        boolean more = mandos.drain(this::serve);
        conexiones.expire(clock.instant());
        apply(reader.poll(more ? Duration.ZERO : untilNext()));
        if (live) {
            state.flush();
            ends.look(rules.now());
            llegadas.look(rules.now());
        } else if (reader.caughtUp()) {
            live = true;
            // It has what Kafka held when the reading began; what was added since is asked for before anyone is
            // answered.
            llegadas.standstill(rules.now());
            atraso.measureBy(ends);
            board.set(Phase.LIVE, loaded());
        }
        if (nextSweep - rules.now() <= 0) {
            sweep();
        }
    }

    private void lookForStandstill() {
        long now = rules.now();
        long wall = System.currentTimeMillis();
        // A machine that was suspended shows it only by the clock on the wall.
        long took = Math.max(Duration.ofNanos(now - turnedAt).toMillis(), wall - turnedAtWall);
        turnedAt = now;
        turnedAtWall = wall;
        if (live && took >= STANDSTILL.toMillis() && llegadas.mayStandStillAgain(now)) {
            LOG.warn("the process stood still for {} ms; who joins waits until Kafka was asked again", took);
            rules.counters().standstill();
            llegadas.standstill(now);
        }
    }

    private void serve(Mando mando) {
        if (!live || drenaje != null) {
            mando.refuse();
            return;
        }
        try {
            mando.run(this);
        } catch (RuntimeException e) {
            // One request that goes wrong must not end the reading for all.
            LOG.error("a request failed", e);
            rules.counters().failed();
            mando.refuse();
        }
    }

    /** Someone asks for a vendedor's state. */
    void arrive(Llegada llegada) {
        llegadas.arrive(llegada, rules.now());
    }

    /** A connection asks to follow a vendedor; one that follows many, up to a limit. */
    void follow(Conexion conexion, Peticion peticion) {
        String vendedorId = peticion.vendedorId();
        if (conexion.isForMany()) {
            llegadas.remove(llegada -> llegada.isOf(conexion, vendedorId));
            int waiting = llegadas.count(llegada -> llegada.isOf(conexion)
                    && !conexion.follows(llegada.peticion().vendedorId()));
            if (!conexion.follows(vendedorId) && conexion.suscripciones().size() + waiting >= MAX_FOLLOWED) {
                conexion.refuse(CodigoError.DEMASIADAS_SUSCRIPCIONES, vendedorId);
                return;
            }
        }
        arrive(new Llegada.Follower(conexion, peticion));
    }

    /** The node, for those who look after it. */
    Vista.Nodo show() {
        return new Vista.Nodo(conexiones.size(), rules.atraso(), ends.show(), state.show());
    }

    /** Its connections; those that follow a vendedor, if one is named. */
    List<Vista.Espectador> show(@Nullable String vendedorId, int limit) {
        return conexiones.list().stream()
                .filter(conexion -> conexion.isOpen() && (vendedorId == null || conexion.follows(vendedorId)))
                .limit(limit)
                .map(conexion -> conexion.show(vendedorId))
                .toList();
    }

    /** Sends a connection away; false when it is not there any more. */
    boolean kick(long id) {
        return conexiones.find(id).filter(Conexion::kick).isPresent();
    }

    /** A connection has a new token, which may allow less than the old one. */
    void renew(Conexion conexion, Rol rol, Instant expira, Predicate<String> allowed) {
        boolean followsOthers = !conexion.suscripciones().stream()
                .allMatch(suscripcion -> allowed.test(suscripcion.vendedor().id()));
        int waitsForOthers = llegadas.count(llegada ->
                llegada.isOf(conexion) && !allowed.test(llegada.peticion().vendedorId()));
        if (followsOthers || waitsForOthers > 0) {
            conexion.dismiss(Cierre.NO_PERMITIDO);
            return;
        }
        conexion.renew(rol, expira);
        conexiones.mind(conexion);
    }

    void forget(Conexion conexion, String vendedorId) {
        llegadas.remove(llegada -> llegada.isOf(conexion, vendedorId));
        state.release(conexion.remove(vendedorId));
    }

    private void apply(ConsumerRecords<byte[], byte[]> batch) {
        records += batch.count();
        for (TopicPartition partition : batch.partitions()) {
            if (partition.topic().equals(Temas.LATIDOS)) {
                batch.records(partition).forEach(this::hear);
            } else {
                apply(partition, batch.records(partition));
            }
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        try {
            Latido latido = EventoJson.readLatido(record.value());
            atraso.heard(latido, rules.now());
        } catch (EventoIlegible e) {
            rules.counters().unreadable();
            LOG.warn(
                    "{}-{}@{} is no latido, skipped: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    String.valueOf(e.getMessage()));
        }
    }

    private void apply(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> batch) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            OptionalLong again = state.apply(record, live);
            if (again.isPresent()) {
                reader.rereadFrom(partition, again.getAsLong());
                return; // what follows in this batch comes again
            }
        }
    }

    private void sweep() throws NotReadable {
        nextSweep = rules.now() + StreamRules.SWEEP.toNanos();
        state.setHoy(LocalDate.now(clock)).ifPresent(this::sendAwayBefore);
        state.sweep(rules.now(), rules.quiet().toNanos() / 2);
        tend();
        tellGauges();
        reader.watch(rules.now());
    }

    private void tellGauges() {
        StreamGauges gauges = rules.gauges();
        gauges.atraso(rules.atraso());
        gauges.vendedores(state.size());
        conexiones.tellQueue(gauges);
        gauges.lag(ends.lag(rules.now()));
    }

    private void tend() {
        rules.setConnections(conexiones.size());
        conexiones.tend(
                Atraso.Kind.of(rules.atraso()),
                conexion -> conexion.suscripciones().forEach(state::release));
    }

    /** Sheets that are no longer kept must not look live to those who still watch them. */
    private void sendAwayBefore(LocalDate limit) {
        for (Conexion conexion : conexiones.list()) {
            for (Suscripcion suscripcion : List.copyOf(conexion.suscripciones())) {
                if (!suscripcion.pide(limit)) {
                    continue;
                }
                if (conexion.isForMany()) {
                    String vendedorId = suscripcion.vendedor().id();
                    forget(conexion, vendedorId);
                    conexion.refuse(CodigoError.FECHA_FUERA_DE_RANGO, vendedorId);
                } else {
                    conexion.dismiss(Cierre.REINICIO);
                }
            }
        }
    }

    private Duration untilNext() {
        if (drenaje != null) {
            return DRAIN_STEP;
        }
        return conexiones.untilExpiry(clock.instant(), Duration.ofNanos(Math.max(0, nextSweep - rules.now())));
    }

    /** Who waits for an answer when the reading ends is refused, not forgotten. */
    void end() {
        atraso.measureBy(null);
        rules.gauges().unknown();
        rules.trazas().forget();
        llegadas.refuseAll();
    }

    private String loaded() {
        long millis = Duration.ofNanos(rules.now() - started).toMillis();
        return "%d vendedores from %d records in %d ms".formatted(state.size(), records, millis);
    }
}
