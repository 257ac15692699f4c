package cargue.push.stream;

import static cargue.push.Eventos.EPOCA;
import static cargue.push.Eventos.HOY;
import static cargue.push.Eventos.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cargue.contract.Evento;
import cargue.contract.EventoJson;
import cargue.contract.Rol;
import cargue.contract.Temas;
import cargue.push.Ajustes;
import cargue.push.viewer.Cierre;
import cargue.push.viewer.FakeSocket;
import cargue.push.viewer.Filtro;
import cargue.push.viewer.Peticion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of the stream's thread, on consumers that do what the test says. */
class PushStreamTests {

    private static final TopicPartition PARTITION = new TopicPartition(Temas.CHECKS, 0);

    private static final AtomicReference<LocalDate> TODAY = new AtomicReference<>(HOY);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeReadings readings = new FakeReadings();
    private final PushStream stream = new PushStream(
            readings,
            Ajustes.with(),
            new MovedClock(),
            new StreamCounters(registry),
            new StreamGauges(registry),
            OpenTelemetry.noop());

    @AfterEach
    void stop() {
        TODAY.set(HOY);
        stream.stop();
        assertThat(stream.phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void isLiveOnlyWhenThePositionReachedTheEndThatWasThereAtTheStart() {
        MockConsumer<byte[], byte[]> consumer = readings.prepare(3);
        stream.start();
        await().until(() -> stream.phase() == Phase.LOADING);
        add(consumer, 0);
        add(consumer, 1);
        await().during(Duration.ofMillis(300)).until(() -> stream.phase() == Phase.LOADING);

        add(consumer, 2);

        await().until(() -> stream.phase() == Phase.LIVE);
    }

    @Test
    void anEmptyTopicIsLiveAtOnce() {
        readings.prepare(0);
        stream.start();

        await().until(() -> stream.phase() == Phase.LIVE);
    }

    @Test
    void anErrorInTheLoopSendsViewersAwayAndTheTopicIsReadAnew() {
        MockConsumer<byte[], byte[]> consumer = readings.prepare(0);
        readings.prepare(0);
        stream.start();
        await().until(() -> stream.phase() == Phase.LIVE);
        FakeSocket socket = join();

        consumer.setPollException(new KafkaException("the worst"));
        consumer.wakeup();

        await().until(() -> socket.closed() == Cierre.REINICIO);
        await().until(() -> stream.phase() == Phase.LIVE && readings.closed.size() == 1);
        assertThat(stream.alive()).isTrue();
        assertThat(registry.counter("cargue.push.reloads").count()).isEqualTo(1);
    }

    @Test
    void anErrorInTheJvmIsNoEndEither() {
        readings.failures.add(new StackOverflowError("too deep"));
        readings.failures.add(new IllegalStateException("a bug"));
        readings.prepare(0);
        stream.start();

        await().until(() -> stream.phase() == Phase.LIVE);
        assertThat(stream.alive()).isTrue();
    }

    @Test
    void whoJoinsWhileTheLogIsReadIsSentBack() {
        readings.prepare(5);
        stream.start();
        await().until(() -> stream.phase() == Phase.LOADING);
        FakeSocket socket = join();

        await().until(() -> socket.closed() == Cierre.REINICIO);
    }

    @Test
    void whoJoinsATopicThatCannotBeReadIsSentBack() {
        FakeSocket socket = join();
        stream.start();

        await().until(() -> socket.closed() == Cierre.REINICIO);
        assertThat(stream.phase()).isEqualTo(Phase.WAITING_FOR_KAFKA);
    }

    @Test
    void aJoinerIsTakenUpAtOnceThoughNothingComesFromKafka() {
        MockConsumer<byte[], byte[]> consumer = readings.prepare(1);
        add(consumer, 0);
        stream.start();
        await().until(() -> stream.phase() == Phase.LIVE);
        FakeSocket socket = join();

        await().until(() -> !socket.sent().isEmpty());
        assertThat(socket.seqs()).containsExactly(1L);
    }

    /** Contract 4: "today" is fixed when a connection opens; what is no longer kept must not look live. */
    @Test
    void midnightPassesOnOpenConnections() {
        MockConsumer<byte[], byte[]> consumer = readings.prepare(2);
        add(consumer, 0, check("ID1", EPOCA, 1, HOY, "A"));
        add(consumer, 1, check("ID1", EPOCA, 2, HOY.minusDays(7), "B"));
        stream.start();
        await().until(() -> stream.phase() == Phase.LIVE);
        FakeSocket today = join(Formato.V1_ONE, new Filtro(null, null, HOY));
        FakeSocket plain = join(Formato.PLAIN, new Filtro(null, null, HOY));
        FakeSocket oldest = join(Formato.V1_ONE, new Filtro(HOY.minusDays(7), null, HOY));
        FakeSocket many = join(Formato.V1_MANY, new Filtro(HOY.minusDays(7), null, HOY));
        await().until(() -> many.sent().size() == 2);

        TODAY.set(HOY.plusDays(1));

        await().until(() -> oldest.closed() == Cierre.REINICIO);
        assertThat(oldest.sent()).last().asString().startsWith("{\"type\":\"adios\",\"motivo\":\"reinicio\",");
        await().until(() -> many.sent().size() == 3);
        assertThat(many.sent().get(2)).contains("FECHA_FUERA_DE_RANGO").contains("\"vendedor_id\":\"ID1\"");
        assertThat(many.closed()).isNull();
        add(consumer, 2, check("ID1", EPOCA, 3, HOY, "A"));
        add(consumer, 3, check("ID1", EPOCA, 4, HOY.plusDays(1), "A"));
        add(consumer, 4, check("ID1", EPOCA, 5, HOY.minusDays(7), "B"));
        await().until(() -> plain.sent().size() == 3);
        assertThat(plain.seqs()).containsExactly(1L, 3L, 4L);
        await().until(() -> String.join("", today.sent()).contains("\"a\":4"));
        FakeSocket late = join(Formato.V1_ONE, new Filtro(null, null, HOY.plusDays(1)));
        await().until(() -> late.sent().size() == 2);
        assertThat(late.sent().get(1)).contains("\"seq\":4,\"dia\"").doesNotContain("\"seq\":3,\"dia\"");
        assertThat(stream.planilla(
                                new Peticion("ID1", new Filtro(HOY.minusDays(6), null, HOY), null), posicion -> false)
                        .join()
                        .rows())
                .isEmpty();
    }

    private FakeSocket join() {
        return join(Formato.PLAIN, new Filtro(null, null, HOY));
    }

    private FakeSocket join(Formato formato, Filtro filtro) {
        FakeSocket socket = new FakeSocket();
        Conexion conexion = stream.open(formato, socket, Quien.of("ana", Rol.ANALISTA, "10.0.0.1"), Instant.MAX);
        stream.follow(conexion, new Peticion("ID1", filtro, null));
        return socket;
    }

    private static final class MovedClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Objects.requireNonNull(TODAY.get())
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        }
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, long offset) {
        add(consumer, offset, check("ID1", EPOCA, offset + 1, HOY, "A"));
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, long offset, Evento evento) {
        byte[] value = EventoJson.write(evento);
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>(Temas.CHECKS, 0, offset, new byte[0], value)));
    }

    /** Gives the consumers that were prepared, one a reading; Kafka is not reachable when there is none. */
    private static final class FakeReadings implements Readings {

        private final Queue<ChecksReader> prepared = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final List<MockConsumer<byte[], byte[]>> closed = new CopyOnWriteArrayList<>();

        MockConsumer<byte[], byte[]> prepare(long end) {
            MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
                @Override
                public synchronized void close(org.apache.kafka.clients.consumer.CloseOptions options) {
                    closed.add(this);
                    super.close(options);
                }
            };
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, 0);
            Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1"));
            TopicWatch watch = new TopicWatch(admin, Uuid.randomUuid(), Duration.ofHours(1), System.nanoTime());
            prepared.add(new ChecksReader(
                    consumer,
                    watch,
                    Map.of(PARTITION, end),
                    () -> KafkaFuture.completedFuture(Map.of(PARTITION, end))));
            return consumer;
        }

        @Override
        public ChecksReader open(BooleanSupplier giveUp, LongSupplier nanos) throws NotReadable {
            Throwable failure = failures.poll();
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            ChecksReader reader = prepared.poll();
            if (reader == null) {
                throw new NotReadable(Phase.WAITING_FOR_KAFKA, "no reading was prepared", null);
            }
            return reader;
        }
    }
}
