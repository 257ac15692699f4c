package cargue.analysts.export;

import cargue.analysts.export.Avance.Tramo;
import cargue.local.process.StackException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The topic with a consumer that is assigned all its partitions. Questions throw a {@link KafkaException}. One thread.
 */
final class Tema implements AutoCloseable {

    /**
     * Kafka's time of a record is later than its {@code ocurrido_en}, but for the difference of the two clocks. A day,
     * since to read more costs little: a database whose clock was ahead goes on with times that are, until the true time
     * has come to them.
     */
    static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final String id;
    private final List<TopicPartition> partitions;
    private final Consumer<byte[], byte[]> consumer;

    private Tema(String id, List<TopicPartition> partitions, Consumer<byte[], byte[]> consumer) {
        this.id = id;
        this.partitions = partitions;
        this.consumer = consumer;
        consumer.assign(partitions);
    }

    static Tema open(Conexion conexion, String name) throws InterruptedException {
        Consumer<byte[], byte[]> consumer = conexion.consumer();
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .sorted(Comparator.comparing(TopicPartition::partition))
                    .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException(name);
            }
            return new Tema(id(conexion, name), partitions, consumer);
        } catch (KafkaException | InterruptedException e) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw e;
        }
    }

    private static String id(Conexion conexion, String name) throws InterruptedException {
        Admin admin = conexion.admin();
        try {
            return Objects.requireNonNull(admin.describeTopics(List.of(name))
                            .allTopicNames()
                            .get()
                            .get(name))
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** Unlike its name, another one each time that the topic is made. */
    String id() {
        return id;
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    /** What there is to read now, from the records that Kafka got shortly before an instant. */
    List<Tramo> from(Instant desde) {
        // The ends first: what comes while the rest is asked was not there when somebody asked.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Instant earlier = desde.isBefore(Instant.EPOCH.plus(CLOCK_SKEW)) ? Instant.EPOCH : desde.minus(CLOCK_SKEW);
        Map<TopicPartition, OffsetAndTimestamp> found = times(earlier);
        List<Tramo> tramos = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long end = Objects.requireNonNull(ends.get(partition));
            @Nullable OffsetAndTimestamp first = found.get(partition);
            long start = first == null ? end : Math.min(end, first.offset());
            long begin = Math.max(start, Objects.requireNonNull(begins.get(partition)));
            tramos.add(new Tramo(begin, begin, Math.max(begin, end)));
        }
        return tramos;
    }

    /** @throws StackException when the topic has not got any more, or not yet, what an export would go on with */
    void requireHolds(List<Tramo> tramos, Pedido pedido) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        for (int i = 0; i < tramos.size(); i++) {
            Tramo tramo = tramos.get(i);
            TopicPartition partition = partitions.get(i);
            boolean deleted = Objects.requireNonNull(begins.get(partition)) > tramo.siguiente();
            if (tramo.siguiente() < tramo.fin()
                    && (deleted || Objects.requireNonNull(ends.get(partition)) < tramo.fin())) {
                throw new StackException("the topic no longer holds what " + pedido.progress()
                        + " would go on with (" + partition + "@" + tramo.siguiente()
                        + "): " + pedido.anew());
            }
        }
    }

    /** The first record of each partition that Kafka got then or later. */
    Map<TopicPartition, OffsetAndTimestamp> times(Instant from) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, from.toEpochMilli()));
        return consumer.offsetsForTimes(wanted);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
