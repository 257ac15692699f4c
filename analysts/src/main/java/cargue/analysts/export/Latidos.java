package cargue.analysts.export;

import cargue.contract.EventoIlegible;
import cargue.contract.EventoJson;
import cargue.contract.Latido;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** What the heartbeats of ingest-service tell of how much of the events Kafka has. */
final class Latidos {

    /** A heartbeat comes every two seconds; an older one tells nothing. */
    static final Duration HEARD = Duration.ofSeconds(10);

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private Latidos() {}

    /**
     * Until when Kafka has all events: what each instance said last, and of these the earliest. Null when none was
     * heard, also when that topic is missing or may not be read, which harms no export.
     */
    static @Nullable Instant publicado(Conexion conexion, String topic, Instant now) {
        Consumer<byte[], byte[]> consumer = conexion.consumer();
        try {
            return consumer.partitionsFor(topic).isEmpty() ? null : read(consumer, new TopicPartition(topic, 0), now);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return null;
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static @Nullable Instant read(Consumer<byte[], byte[]> consumer, TopicPartition only, Instant now) {
        long since = now.minus(HEARD).toEpochMilli();
        @Nullable
        OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(only, since)).get(only);
        if (first == null) {
            return null;
        }
        long end = Objects.requireNonNull(consumer.endOffsets(List.of(only)).get(only));
        consumer.assign(List.of(only));
        consumer.seek(only, first.offset());
        Map<String, Instant> each = new HashMap<>();
        long start = System.nanoTime();
        while (consumer.position(only) < end && System.nanoTime() - start < LIMIT.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record, each);
            }
        }
        return each.values().stream().min(Instant::compareTo).orElse(null);
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Map<String, Instant> each) {
        try {
            Latido latido = EventoJson.readLatido(record.value());
            // The age is rounded down, and what is committed within a second may not be seen yet.
            each.put(latido.instancia(), latido.en().minusSeconds(latido.pendienteS() + 1));
        } catch (EventoIlegible e) {
            // Tells nothing.
        }
    }
}
