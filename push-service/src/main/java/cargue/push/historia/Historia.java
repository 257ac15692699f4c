package cargue.push.historia;

import static java.nio.charset.StandardCharsets.UTF_8;

import cargue.contract.Temas;
import cargue.push.PushSettings;
import cargue.push.kafka.EventRecords;
import cargue.push.kafka.KafkaClients;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens readings of the past of one vendedor, each with a consumer of its own on his one partition. Any thread. */
@Component
final class Historia {

    private final KafkaClients kafka;
    private final HistoriaSettings settings;
    private final Duration kafkaTimeout;
    private final Counter unreadable;

    Historia(KafkaClients kafka, HistoriaSettings settings, PushSettings push, MeterRegistry registry) {
        this.kafka = kafka;
        this.settings = settings;
        this.kafkaTimeout = push.kafkaTimeout();
        this.unreadable = registry.counter("cargue.push.historia.records.unreadable");
    }

    /** Where the producer's default partitioner puts the records of a vendedor. */
    static TopicPartition partition(String vendedorId) {
        return new TopicPartition(
                Temas.CHECKS, BuiltInPartitioner.partitionForKey(vendedorId.getBytes(UTF_8), Temas.CHECKS_PARTITIONS));
    }

    /**
     * Opens a reading; the caller closes it.
     *
     * @throws Rechazado 503 when Kafka cannot be asked, 410 when the topic does not reach back as far as wanted
     */
    Lectura open(Pregunta pregunta, Plazo plazo) throws Rechazado {
        @Nullable Consumer<byte[], byte[]> consumer = null;
        try {
            consumer = kafka.consumer("historia");
            Lectura lectura = open(consumer, pregunta, plazo);
            consumer = null; // the reading's from here on
            return lectura;
        } catch (KafkaException e) {
            throw unreadable(e);
        } finally {
            if (consumer != null) {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        }
    }

    private Lectura open(Consumer<byte[], byte[]> consumer, Pregunta pregunta, Plazo plazo) throws Rechazado {
        if (consumer.partitionsFor(Temas.CHECKS, wait(plazo)).size() != Temas.CHECKS_PARTITIONS) {
            throw Rechazado.noDisponible("El historial aún no está disponible. Intenta de nuevo.", null);
        }
        TopicPartition partition = partition(pregunta.vendedorId());
        consumer.assign(List.of(partition));
        // The end first: what comes while the rest is asked is read by nobody who asked before it came.
        long end = only(consumer.endOffsets(List.of(partition), wait(plazo)));
        long begin = only(consumer.beginningOffsets(List.of(partition), wait(plazo)));
        if (begin > 0 && pregunta.alcance() != null) {
            checkReach(first(consumer, partition, Instant.EPOCH, plazo), pregunta.alcance());
        }
        consumer.seek(partition, start(consumer, partition, begin, end, pregunta.desde(), plazo));
        return new Lectura(
                consumer,
                partition,
                end,
                pregunta.hasta(),
                new EventRecords(pregunta.vendedorId(), unreadable::increment),
                plazo,
                () -> Plazo.in(kafkaTimeout, System::nanoTime));
    }

    /** A log that begins after the instant may have held, and lost, what happened between. */
    private static void checkReach(@Nullable OffsetAndTimestamp first, Instant alcance) throws Rechazado {
        if (first != null && Instant.ofEpochMilli(first.timestamp()).isAfter(alcance)) {
            throw Rechazado.fueraDeRetencion("El historial ya no llega hasta esa fecha.");
        }
    }

    private long start(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long begin,
            long end,
            @Nullable Instant desde,
            Plazo plazo) {
        if (desde == null) {
            return begin;
        }
        // Kafka's time of a record is later than its ocurrido_en, but for the difference of the two clocks.
        @Nullable OffsetAndTimestamp found = first(consumer, partition, earlier(desde), plazo);
        return found == null ? Math.max(begin, end) : Math.max(begin, found.offset());
    }

    private Instant earlier(Instant instant) {
        Instant least = Instant.EPOCH.plus(settings.clockSkew());
        return instant.isBefore(least) ? Instant.EPOCH : instant.minus(settings.clockSkew());
    }

    private @Nullable OffsetAndTimestamp first(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, Instant from, Plazo plazo) {
        return consumer.offsetsForTimes(Map.of(partition, from.toEpochMilli()), wait(plazo))
                .get(partition);
    }

    private static long only(Map<TopicPartition, Long> offsets) {
        return Objects.requireNonNull(offsets.values().iterator().next());
    }

    private Duration wait(Plazo plazo) {
        return plazo.atMost(kafkaTimeout);
    }

    /** What a client is told of a failure of Kafka's. */
    static Rechazado unreadable(KafkaException cause) {
        return Rechazado.noDisponible("El historial no está disponible en este momento. Intenta de nuevo.", cause);
    }
}
